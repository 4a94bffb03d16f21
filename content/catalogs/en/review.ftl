# Reviews: the queue, a form, verdicts, what was put right, what is to be decided; what enterprises are told.
office-reviews = Reviews { $reviews }
office-escalations = To decide { $escalations }

## The queue
review-head = { $kind ->
    [mine] { $total } forms of yours
    [theirs] { $total } forms of colleagues
   *[waiting] { $many ->
        [yes] More than 999 forms wait
       *[no] { $total ->
            [0] No form waits for a review.
           *[other] { $total } forms wait
        }
    }
    }
review-how = The riskiest first, and why:
review-line = { $place }. { $enterprise }: { $why }
review-button = { $place }. { $enterprise }
review-elsewhere = In other campaigns { $count } wait: change it at the office, under “Campaigns”.
review-kind-waiting = Waiting { $count }
review-kind-mine = Mine { $count }
review-kind-theirs = Colleagues' { $count }
review-to-verify = To verify { $done }
review-to-draw = Spot checks
review-back = ‹ Reviews
review-back-unit = ‹ This enterprise
review-back-task = ‹ This task
review-state = { $state ->
    [submitted] waiting
    [in_review] under review
    [reviewed] reviewed
   *[draft] handed back
    }
review-draw-ask = How many at random? Tap or type a number. The seed is kept: anybody can draw again.
review-draw-number = Draw { $count }
review-last-sample = The last ones
review-sample-head = { $count } drawn from { $among }
review-sample-seed = Seed: { $seed }
error-invalid-sample = Please write a number from 1 to { $limit }.

## Why first
review-why-join = {" · "}
review-why-none = nothing special
review-why-more = { $more } more
review-why-high_toxic = { $count ->
   *[other] highly toxic
    }
review-why-severe = { $count ->
   *[other] severe hazards
    }
review-why-stop_work = work to stop { $count }
review-why-failure = failed { $count }
review-why-overdue = was late { $count }
review-why-reports = reports { $count }
review-why-rejected = sent back { $count }×
review-why-lapsed = lapsed { $count }
review-why-mostly_na = over a third does not apply
review-why-fast = { $count ->
   *[other] filled in too fast
    }
review-why-same_photo = same photos { $count }
review-why-old_photo = old photos { $count }
review-why-copied_note = copied notes { $count }

## A form
review-unit = { $enterprise } · { $place }
review-form = Form { $number } · handed in { $day }
review-counts = Passed { $passed } · failed { $failed }{ $owed ->
    [0] {""}
   *[other] {" "}· photo later { $owed }
    } · n/a { $na }{ $left ->
    [0] {""}
   *[other] {" "}· left out { $left }
    }
review-risk = Risk { $risk }: { $why }
review-calm = No special risk
review-free = Not taken yet.
review-free-had = Nobody has it now. { $name } had it before; what was judged is kept.
review-taken-back = The enterprise took it back to change it.
review-mine = You have it.
review-theirs = { $name } has it.
review-faults-left = ⚠️ { $count } not put right yet{ $unseen ->
    [0] {" "}(all looked at):
   *[other] ; look at { $unseen } of them one by one before you pass it:
}
review-fault-left = · { $text }{ $state ->
    [late] {" "}(due { $day }, overdue)
    [open] {" "}(due { $day })
   *[none] {" "}(no day set)
}
review-judged = Seen { $judged }/{ $total } · overturned { $overturned }
review-outcome = { $state ->
    [second] { $name }'s verdict: { $verdict }, waits for a second person.
   *[decided] { $name }'s verdict: { $verdict }
    }
review-due = By: { $day }
review-comment = Remark: { $comment }
review-pass = ✅ Agree to all: pass
review-items = One by one
review-decide = Verdict
review-photos = Photos
review-signs = Doubts { $signs }
review-pdf = Form (PDF)
review-claim = Take this case
review-give-back = Give back
review-given-back = Back in the queue; what you judged is kept.
review-no-files = No photos or files.
review-signs-head = This looks done for show; please ask:
review-sign-fast = { $seconds ->
    [0] · filled in too fast the first time
   *[other] · all passed within { $seconds } seconds
    }
review-sign-old = · { $question }: photo of { $day }, before the campaign
review-sign-copied = · { $question }: same note as { $enterprise }
review-sign-photo = · { $question }: same photo as { $enterprise }, { $other }
review-sign-photo-here = · { $question }: same photo as here at { $other }

## An answer
review-answer = Answered: { $verdict }
review-owed = · Photo follows: { $title }, by { $day }{ $late ->
    [yes] , overdue
   *[no] {""}
}
outbox-photo-brought = { $enterprise }, row { $row } ({ $title }): { $verdict ->
    [pass] the photo has come, answered 符合
   *[other] not so after all: { $fault }
}.
review-numbers = People: { $done }/{ $total }
review-dated = Last time: { $day }{ $lapsed ->
    [yes] {" "}· ⚠ { $overdue }
   *[no] {""}
    }
review-note = Note: { $note }
review-remedy = { $kind ->
    [at_once] Put right at once
    [none] The office set the day, nobody said yet how
   *[plan] There is a plan
    }, { $state ->
    [open] not done yet
    [done] done, to be closed
   *[accepted] closed
    }
review-said = { $verdict ->
    [agree] Review: agreed { $comment }
   *[overturn] Review: overturned. { $comment }
    }
review-question = Asked: { $question }
review-reply = Answer: { $reply }
review-no-reply = Asked { $day }, no answer yet
review-agree = ✓ Agree
review-overturn = ✗ Overturn
review-unsay = Take back
review-ask = Ask
review-evidence = Evidence { $files }
review-place = { $place }/{ $total } ‹ back
review-opinions = Departments: { $agreed } agreed to, { $objected } objected to
review-own-rows = Your department has not said anything of { $count } answers: look at them one by one.
review-opinion = { $department }: { $verdict ->
    [agree] agrees
   *[object] objects. { $comment }
}
review-advise-agree = Department agrees
review-advise-object = Department objects
review-advise-unsay = Take it back
review-object-ask = Why does it not hold? Choose, or type. The office that reviews the form sees it, and decides.
review-overturn-ask = Why does it not hold? Tap or type. The enterprise sees it and has to put it right.
review-ask-ask = What do you want to know? Tap or type. The enterprise gets a message; you hear its answer.
review-asked = Asked; you will hear the answer.
review-photo-kept = The photo is kept with this answer.

## The verdict
review-verdict-ask = { $overturned ->
    [0] What is the verdict?
   *[other] { $overturned } overturned. What is the verdict?
    }
review-day-ask = { $title }: by which day? Tap or type one.
review-day-usual = { $days } days, to { $day }
review-calendar-ask = By which day? Within a year.
review-comment-ask = Please type facts and reasons, at most 500 characters. The enterprise sees them.
review-written = The plan: "{ $written }，{ $consequence }"
review-unwritten = The plan has no such rung; who has the power decides by law.
review-confirm-new = { $count } overturned answers become faults to put right
review-confirm-closed = { $count } put right already are closed
review-confirm-unseen = { $count } not looked at one by one count as agreed
review-confirm-how = The enterprise gets the result. Type to add a remark.
review-confirm-second = It goes to a second person; both have to agree.
review-confirm = Confirm
review-add-comment = Add a remark
review-done = Kept; the enterprise gets the result.
review-waits-second = Kept; a second person has to confirm.
review-refused-second = Sent back to the reviewer.
review-second-yes = I agree
review-second-no = I do not: send back
error-invalid-review-verdict = There is no such verdict; please use the buttons.
error-invalid-review-overturn = Only passed and not applicable answers can be overturned.
error-invalid-review-clean = Answers were overturned: it cannot pass. Choose another verdict or take that back.
error-invalid-review-faults = There is nothing to put right.
error-invalid-review-day = The day has to be within a year from today.
error-invalid-review-reason = This verdict needs a reason.
error-conflict-review-claimed = { $named ->
    [no] A colleague has this form already.
   *[other] { $name } has this form already.
    }
error-conflict-review-over = It is not to be reviewed now: it was taken back or decided.
error-conflict-review-same-person = It is your own verdict; another head has to confirm.

## Closing
verify-head = { $waiting } said to be put right, the earliest due first
verify-none = Nothing waits to be closed.
verify-one = { $enterprise } · { $question }{ $rejections ->
    [0] {""}
   *[other] {" "}· sent back { $rejections }×
    }
verify-days = Due { $due } · done { $done }
verify-before = Sent back { $count }×, last: { $reason }
verify-over = { $state ->
    [closed] It is closed.
   *[open] The enterprise has not said it is done.
    }
verify-accept = ✓ Done: close
verify-reject = ✗ Send back
verify-reject-ask = Why? Tap or type. The new day is in { $days } days, with a new photo.
verify-back = ‹ To verify
verify-accepted = Closed; the enterprise is told.
verify-rejected = Sent back with the reason and a new day.
error-conflict-verify-open = The enterprise has not said it is done yet.
error-conflict-verify-closed = It is closed already.

## To decide
escalation-head = { $total } to decide, your own office's first
escalation-none = Nothing to decide.
escalation-one = { escalation-kind } · { $enterprise }{ $level ->
    [own] {""}
   *[other] {" "}({ $office })
    }
escalation-kind = { $kind ->
    [overdue] long overdue
    [rejected] never put right
    [recheck] never handed in again
    [suspend] suspension asked for
    [penalty] penalty asked for
    [closure] closure asked for
   *[exposure] exposure
    }
escalation-rejections = Sent back { $count }×
escalation-warned-times = Warned { $count }×
escalation-at = { $office } decides now
escalation-over = { $state ->
    [decided] Decided: { $decision ->
        [suspend] suspension
        [penalty] penalty
        [closure] closure
       *[exposure] exposure
    }
    [dropped] Dropped.
   *[open] Put right meanwhile; nothing to decide.
    }
escalation-warn = Warn in writing
escalation-material = File (PDF)
escalation-form = The form
escalation-way-up = To the office above
escalation-way-suspend = Suspension
escalation-way-penalty = Penalty
escalation-way-closure = Closure
escalation-way-drop = Drop it
escalation-reason-ask = { $way }: please type facts and reasons, at most 500 characters.
escalation-back = ‹ To decide
escalation-warned = The enterprise is warned.
escalation-done = Kept.
error-invalid-escalation-top = There is no office above; please decide here.
error-invalid-escalation-enforce = By the plan this office decides no suspension, penalty or closure; please hand it up.
error-invalid-escalation-decision = There is no such decision; please use the buttons.
error-conflict-escalation-over = It is decided, or put right meanwhile.

## The enterprise's side
home-in-review = Form { $number } is under review
home-reviewed = Form { $number } reviewed: { $verdict }
home-asked = Questions { $asked }
asked-head = { $enterprise }: the reviewer has a question
asked-about = About: { $about }
asked-how = Just type your answer; send photos before it.
asked-photos = { $count } photos received
asked-answered = Your last answer: { $answer }
asked-photos-only = The photos are the answer
asked-see-photos = See the photos
asked-later = Later
asked-sent = Your answer went to the reviewer.
reviewed-holds = Thank you, noted.
reviewed-fails = It is open again; please put it right within 7 days and take a photo.
reviewed-holds-short = ✓ still holds
reviewed-fails-short = ✓ open again
finding-rejected = Sent back { $count }×: { $reason }
error-invalid-after-photo-new = Earlier photos do not count any more; please take one of how it is now.

## Said unasked
outbox-review-asked = { $enterprise }: the reviewer asks: { $question }
outbox-button-asked = Answer
outbox-review-answered = { $enterprise } answered: { $answer }
outbox-button-review = Open
outbox-review-second = { $enterprise }: exposure was proposed and needs your agreement. Reason: { $reason }
outbox-reviewed = The form of { $enterprise } was reviewed: { $verdict ->
    [pass] passed.
    [correct] to be put right by { $due }.
    [again] handed back, due again by { $due }.
    [suspend] reported; the office above decides about suspension.
    [penalty] a penalty was asked for.
    [closure] closure was asked for.
   *[exposure] exposure was decided.
    }{ $new ->
    [0] {""}
   *[other] {" "}Overturned answers are now faults to put right: { $new }{ $dated ->
        [yes] {""}
       *[no] {" "}(these are due by { $due })
    }. Please write in the bot how, and by whom.
    }{ $closed ->
    [0] {""}
   *[other] {" "}Closed: { $closed }.
    }{ $moved ->
    [0] {""}
    [one] {" "}One open correction is now due on that day; its first day stays on record.
   *[other] {" "}{ $moved } open corrections are now due on that day; their first days stay on record.
    }{ $asked ->
    [0] {""}
   *[other] {" "}What you asked for waits for no answer any more; ask anew if that day is too early.
    }{ $remark ->
    [no] {""}
   *[other] {" "}Remark: { $comment }
    }
outbox-button-reviewed = Look
outbox-button-again = Check again
outbox-button-done = Done, add a photo
outbox-verify-accepted = { $enterprise }: "{ $measure }" is accepted and closed.
outbox-verify-rejected = { $enterprise }: "{ $measure }" was sent back: { $reason }. Please put it right by { $due } with a new photo.
outbox-holds = { $enterprise }: "{ $measure }" was put right some weeks ago. Does it still hold?
outbox-button-holds = It holds
outbox-button-fails = It does not
outbox-fails-again = { $enterprise } says "{ $measure }" does not hold any more; open again, due { $due }.
outbox-escalation = { $enterprise }: { escalation-kind }, somebody has to decide. { $about }
outbox-button-escalation = Open
outbox-warned = { $office } warns { $enterprise }: { $about ->
    [no] please put right what was found.
   *[other] "{ $measure }" is long overdue; put it right now with a photo, or measures will follow.
    }
outbox-escalation-decided = { $office } decided about { $enterprise }: { $decision ->
    [suspend] suspension
    [penalty] penalty
   *[closure] closure
    }. Reason: { $reason }
review-caption = The photo was kept, the words under it were not. For the enterprise to read them, overturn the answer with a reason, or ask the enterprise.
review-plan = Responsible: { $responsible } · by { $day }
review-pdf-caption = Form { $number }, for the review.
escalation-pdf-caption = Material: form { $number }, for your decision.

## Measures: suspension, resumption, penalty, closure, refusal, exposure
office-measures = Measures { $measures }
escalation-way-refusal = Call it refused
measure-head = { $total } measures, { $suspended } suspended{ $asked ->
    [0] {""}
   *[other] , { $asked } asking to resume
    }
measure-none = No suspension, penalty or closure decided yet.
measure-one = { measure-short } · { $enterprise }
measure-short = { $kind ->
    [suspend] { $state ->
        [asked] Asks to resume
        [open] ⛔ Suspended
       *[done] Resumed
    }
    [penalty] { $state ->
        [open] Penalty open
       *[done] Penalty paid
    }
    [closure] { $state ->
        [open] To be closed
       *[done] Closed
    }
   *[refusal] { $state ->
        [open] Refuses
       *[done] Refusal over
    }
    }
measure-state = { $kind ->
    [suspend] Suspension: { $state ->
        [asked] asks to resume, to be looked at
        [open] no work before it is agreed to
       *[done] agreed to, work resumed
    }
    [penalty] Penalty: { $state ->
        [open] not carried out yet
       *[done] carried out
    }
    [closure] Closure: { $state ->
        [open] asked for, not closed yet
       *[done] closed
    }
   *[refusal] Refusal: { $state ->
        [open] still not put right
       *[done] over
    }
    } ({ $office })
measure-days = Decided { $since }{ $ended ->
    [none] {""}
   *[other] {" "}· done { $ended }
    }
measure-number = Number: { $number }
measure-penalty = { $penalty ->
    [warning] Warning
    [fine] Fine
    [seizure] Seizure
    [licence] Licence withdrawn
   *[other] Other
    }
measure-amount = Amount: { $yuan } yuan
measure-asked = { $state ->
    [asked] Request to resume, photos: { $photos }
    [agreed] Request that was agreed to:
   *[refused] Request that was refused:
    }
measure-agree = Agree
measure-refuse = Refuse
measure-photos = Photos
measure-set-number = Number
measure-set-day = Day of paper
measure-set-kind = Kind
measure-set-amount = Amount
measure-end = { $kind ->
    [penalty] Carried out (paid)
    [closure] Closed
   *[refusal] Refusal is over
    }
measure-back = ‹ Measures
measure-today = Today
measure-exposures = To be named { $exposed }
measure-refuse-ask = Why not? Please type it, at most 500 characters. The enterprise reads it.
measure-number-ask = Please type the number of the paper.
measure-kind-ask = Which kind of penalty?
measure-amount-ask = How many yuan? Please type it, such as 20000.
measure-amount-unclear = That is no sum. Please type only the number, such as 20000.
measure-day-ask = Which day is on the paper? Please type it, such as 2026-03-05.
measure-day-unclear = That is no day. Please type it as 2026-03-05.
measure-ended-ask = { $enterprise }: { $kind ->
    [penalty] on which day was the penalty carried out?
    [closure] on which day was it closed?
   *[refusal] since which day is it being put right?
    } Tap “Today”, or type the day.
measure-agreed = Agreed; the enterprise is told.
measure-refused = Refused; the enterprise is told why.
measure-kept = Kept; the enterprise is told.
error-invalid-measure-number = A number has 1 to { $limit } characters.
error-invalid-measure-penalty = There is no such penalty; please use the buttons. Only penalties have a kind and an amount.
error-invalid-measure-amount = An amount is a number of 0 or more, such as 20000.
error-invalid-measure-day = The day cannot lie ahead, nor before the decision.
error-conflict-measure-over = That measure is over and stays as it is.
error-conflict-measure-suspended = A suspension ends only when the request to resume is agreed to.
outbox-refusal = { $office } states that { $enterprise } refuses to put things right. Reason: { $reason }. Please put it right now and report it here.
outbox-measure-done = { $office } about { $enterprise }: { $kind ->
    [penalty] the penalty was carried out on { $day }.
    [closure] closed by order on { $day }.
   *[refusal] it is being put right since { $day } and counts as refused no more.
    }
outbox-resumption-asked = { $enterprise } asks to resume work; please look. { $text }
outbox-resumption-decided = { $agreed ->
    [yes] { $office } agrees that { $enterprise } resumes work.
   *[no] { $office } does not agree that { $enterprise } resumes work: still no work. Reason: { $reason }
    }
outbox-button-measure = Look
outbox-button-resume = Request to resume
exposure-making = Making the list of { $count }.
exposure-title = { $plan }: units with grave faults
exposure-lead = These { $count } units have grave faults, as at least two officers confirmed.
exposure-one = { $number }. { $enterprise } ({ $place }): { $reason }
exposure-file = exposures_{ $place }_{ $day }
