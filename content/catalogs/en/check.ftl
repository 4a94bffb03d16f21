# The self-check: one question a screen.
check-pass = { $sign_pass }符合 Met
check-pass-all = 符合, all { $workers }
check-fail = { $sign_fail }不符合 Not met
check-na = { $sign_na }不涉及 N/A
check-carry = As last time: { $carry_verdict }
check-other = In “{ $campaign }” you answered: { $verdict }{ $reason } ({ $day }{ $note ->
    [yes] , with a note
   *[no] {""}
}{ $files ->
    [0] {""}
    [one] , its photo or voice message comes along
   *[other] , its { $files } photos and voice messages come along
})
check-same = As there: { $same_verdict }
check-other-changed = The answer in the other form has just changed; it is now as shown below. Please look, then tap.
check-finding = Correction
check-why = Why this?
check-example = Explain
check-deeper = Look closer ({ $details })
check-files =
    { $voices ->
        [0] Photos ({ $files })
       *[other] Photos, voice ({ $files })
    }
check-note = Note
check-previous = ‹ Previous
check-all = All items
check-later = Skip ›
check-back = ‹ Back to the question
check-evidence = Photo: { $what } Received: { $files }
check-evidence-required = Photo (required): { $what } Received: { $files }
check-voices = Voice notes: { $voices }
check-note-line = Note: { $note }
check-note-head = Note on this question:
check-note-how = What you type is added to it.
check-note-remove = Clear the note
check-note-kept = Note saved.
check-note-gone = Note cleared.
check-answered = Answer: { $verdict }
check-denied = The reason why it does not apply ({ $reason }) contradicts the profile as it is now; please answer again.
check-last-time = Last time: { $verdict }
check-reason = {" "}({ $reason })
check-numbers = {" "}({ $done } of { $total })
check-carried = {" "}· as last time
check-not-carried = {" "}· changed
check-detail-mark = {" "}· closer { $place }/{ $total }
check-part-mark = {" "}· question { $place } of { $total }
check-closes =
    { $count ->
        [one] One question is
       *[other] { $count } questions are
    } not asked because of this: { $reason }
check-locked = The form is handed in and read-only here. To change it, take it back from the home window first.
check-deeper-next = Answer this one first; the closer questions follow.
check-changed-elsewhere = This was just answered on another phone, as shown below. Tap again to change it.
check-passes = What passes: { $passes }
check-law = Law: { $law }
check-source = The plan's words: { $text } ({ $plan }, no. { $number })
check-source-short = Plan no. { $number }: { $text }
check-department = Supervised by: { $department }
check-how =
    符合 done, 不符合 not done, 不涉及 no such thing here.
    Or type 1, 2, 3. A photo you send counts as evidence.
check-how-short = You can also type 1, 2 or 3.
check-na-ask =
    { $row } · not applicable
    { $question }

    Why does it not apply? Tap one, or type it.
check-lapsed = Last time: { $last }, every { $months } months; due again on { $due }, { $overdue }.
check-lapsed-ask = Overdue usually means “not met”, with a day by which it will be done. If you keep “met”, this date is printed on the form and the reviewer sees it.
check-lapsed-pass = Still met
check-lapsed-date = The date is wrong
check-numbers-ask =
    { $row }
    The plan requires everybody to be covered. How many are?
    { $done } / { $total }

    Example: { $example }
check-numbers-all = All { $workers }
check-numbers-other = { $other }: { $other_verdict ->
    [pass] met
   *[fail] not met
    }
error-invalid-counts-wrong = The numbers were not understood and not saved. Write how many of how many, for example { $example }. The first number cannot be the larger one.
error-invalid-counts-one = Only { $number } was written: covered or missing? Nothing was saved. Write how many of how many, for example { $example }.
error-invalid-counts-known = You wrote { $total } in all, the profile says { $workers }. Nothing was saved. Write it again, for example { $example }; if the number of people changed, correct the profile first (home, More).
error-invalid-counts-pass-other = { $done }/{ $total } is not everybody, which does not match “met”. Nothing was saved. Write it again, or tap “not met” below.
error-invalid-counts-fail-other = { $done }/{ $total } is everybody, which does not match “not met”. Nothing was saved. Write it again (0 for nobody), or tap “met” below.
check-file = { $kind } { $place }/{ $total }
check-no-file = No photo here yet. Just send one.
check-file-previous = ‹
check-file-next = ›
check-file-gone = Delete this one
check-date = Last day
check-put-off = { $reason }: photo later
check-put-off-again = Another day for the photo
check-put-off-first = Answer this one first: do you have such a thing? The photo can follow when production resumes.
check-put-off-ask =
    { $row } · photo later
    { $question }

    By when? Choose a day or type one, { $last } at the latest.
    You will be reminded. The form says that the photo follows.
check-put-off-over =
    { $row }
    { $question }

    The photo was due by { $last } at the latest. Take it when production resumes, or answer as things are.
check-owed = Photo follows by { $day }{ $late ->
    [yes] {" "}(already past)
   *[no] {""}
}
check-owed-how = The form is handed in. This question waits for its photo: take it at work and send it, then tap 符合, or 不符合 if it is not in place.
error-invalid-owed-first = First answer whether you have such a thing, then choose a day for the photo.
error-invalid-owed-day = Choose a day for the photo from tomorrow until { $day } { $month ->
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
}; nothing was saved.
error-invalid-owed-photo = No new photo has arrived. Send one first, then tap 符合.
check-dated = Last done: { $day }
check-date-kept = Saved. You will be reminded before the next one is due.
check-to-submit = Hand in ›
check-closes-short =
    { $count ->
        [one] One question is
       *[other] { $count } questions are
    } not asked because of this.
