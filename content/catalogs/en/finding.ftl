# After a fault: stop, put right at once, plan; look, photograph, comment, share.
finding-stop = ⛔ { $fault }
finding-stop-then =
    {""}
    Tap “Stopped” once the work has stopped, then say how to put it right.
finding-stopped = Stopped
finding-mistap = ‹ Wrong button, back
finding-choose =
    Noted: { $fault }.
    Can it be put right now?
finding-before-ask = { $before ->
    [0] If you can, send a photo of it as it is now; it is shown beside the one after. You need not.
    [one] 1 photo as found; you may send more.
   *[other] { $before } photos as found; you may send more.
    }
finding-choose-now = Now, with a photo after
finding-choose-plan = It takes days, set a day
finding-choose-next = Later, next question first
finding-choose-later = Later

finding-at-once =
    { $fault }
    Do this: { $measure }

    When done, send a photo from the same place as before.
    Photos: { $count }
finding-fixed = Put right
finding-not-today = Not today, set a day
finding-send-later = Leave it, photo later
finding-after =
    { $fault }
    Measure: { $measure }

    Send a photo of how it looks now.
    Photos: { $count }
finding-after-guest = Just send it; the enterprise looks at it and confirms.
finding-see = ‹ This finding
finding-hint-photo = A photo is needed here. Send one, or use the buttons below.
finding-done-notice = Noted: put right. The office still has to verify it.
finding-planned-notice = The plan is saved.

finding-measure-day = This looks like a date ({ $day }), which a later step asks for. Here, write what will be done, for example: put a hood over the grinder.
finding-measure =
    { $fault }
    How will you put it right?

    Usually: { $usual }

    Tap below to take this, or type your own words.
finding-measure-usual = Do it this way
finding-kept = Keep: { $value }
finding-responsible =
    Measure: { $measure }

    Who is responsible? Tap one, or type a name.
finding-me = Myself ({ $value })
finding-funds =
    What will it cost, in yuan?
    Tap below if nothing; otherwise type an amount, such as 500 or 15k.
finding-free = Nothing
finding-yuan = { $yuan } yuan
finding-funds-unclear = That amount was not understood. Write only the amount, such as 500, 3,000 or 15k; 0 if it costs nothing.
finding-due =
    Measure: { $measure }

    By which day? Tap one, or type: tomorrow, 4 March, end of month, 10 days.
finding-due-end = The self-check lasts until { $end }; try to be done by then.
day-of-month = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
    }
finding-due-usual = { $days ->
    [0] { $usual } (today)
    [one] { $usual } (usually { $days } day)
   *[other] { $usual } (usually { $days } days)
    }
finding-due-unclear = That day was not understood. Use the calendar, or write 4 March, 2027-03-04, tomorrow, next Friday, end of month.
finding-due-past = { $day } has passed. Choose today or a later day.
finding-due-far = { $day } is too far away; choose a day within two years.
finding-due-again = The chosen day is no longer possible. Choose another; everything else is kept.
finding-beyond =
    { $day } is after the self-check (until { $end }).
    Why does it take so long? Tap one, or type a sentence.
finding-beyond-reason-1 = Waiting for equipment or material
finding-beyond-reason-2 = Waiting for a testing or medical service
finding-beyond-reason-3 = Only possible with production stopped
finding-beyond-other-day = ‹ Another day
finding-confirm =
    The plan
    Finding: { $fault }
    Measure: { $measure }
    Responsible: { $responsible }
    Cost: { $funds }
    Due: { $due } ({ $left })
finding-confirm-beyond = Why so late: { $beyond }
finding-confirm-stands = Saved now: { $measure }, { $responsible }, { $due }
finding-confirm-ask =
    {""}
    Save it like this?
finding-confirm-yes = Save plan
finding-edit-measure = Measure
finding-edit-responsible = Person
finding-edit-funds = Cost
finding-edit-due = Day

finding-law = Law: { $law }
finding-plan-words = The plan’s words: { $words }
finding-stop-first = ⛔ Stop this work first, then say how to put it right.
finding-no-measure = not decided yet
finding-objection = The reviewer said: { $objection }
finding-undecided = Nothing decided yet.
finding-measure-line = Measure: { $measure }
finding-who-line = Responsible: { $responsible } · { $funds }
finding-due-first = {" "}(originally { $day })
finding-due-line = Due: { $day } · { $left }
finding-overdue = { $days ->
    [one] { $days } day overdue
   *[other] { $days } days overdue
    }
finding-done-line = Put right ({ $day }); the office still has to verify it.
finding-pictures-line = Photos: { $before } before · { $after } after
finding-comment-last = Comments { $count }: { $text }
finding-stop-button = ⛔ Stop first
finding-decide = Decide what to do
finding-rectified = Add photos / put right
finding-add-picture = Add a photo
finding-plan-now = Write the plan (day stays)
finding-change = Change the plan
finding-reopen = Not fixed, reopen
finding-pictures = Photos { $pictures }
finding-comment-button = Comment
finding-share-button = Link for the person responsible
finding-back-check = ‹ Continue the self-check
finding-back-tasks = ‹ All tasks
finding-back-done = ‹ Put right
finding-back-submit = ‹ Back to handing in
finding-back-home = ‹ Home

finding-comment =
    { $fault }
    Comments:
finding-comment-how =
    {""}
    Just type to add one.
finding-comment-guest = { $day } person responsible: { $text }
finding-comment-contact = { $day } enterprise: { $text }
finding-somebody = the person responsible
finding-share =
    A link for { $responsible }:
    it opens only “{ $fault }”: they can send photos and comments, and see nothing else.
    It works for 30 days, once.
finding-share-made =
    The link is above: forward it to { $responsible }.
    It works for 30 days, once; make another one for somebody else.
finding-share-make = Make a link
finding-share-again = Make another
finding-share-message =
    { $enterprise } asks you to put this right: { $fault }
    Due: { $due }
    Open it to see more, and send a photo when done:
    { $link }
finding-picture-before = Before
finding-picture-after = After
finding-picture = { $stage } · { $place }/{ $total } · { $day }
finding-no-picture = No photos yet.
finding-picture-previous = ‹
finding-picture-next = ›
finding-picture-remove = Delete this one

calendar-title = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
    } { $year }
calendar-weekday = { $weekday ->
    [1] Mo
    [2] Tu
    [3] We
    [4] Th
    [5] Fr
    [6] Sa
   *[7] Su
    }
calendar-day = { $day }
calendar-today = ·{ $day }·
calendar-previous = ‹
calendar-next = ›

error-invalid-after-photo = Send a photo of how it looks now first, then tap “Put right”.
error-invalid-no-plan = Nothing is decided yet: do that first.
error-invalid-funds = That amount is not valid; please write it again.
error-invalid-due-past = That day has passed; choose another one.
error-invalid-due-beyond = That day is after the self-check: give the reason.
finding-caption-kept = The words under the photo were saved as a comment.
