# Reviews: the queue, a form, verdicts, what was put right, what is to be decided; what enterprises are told.
office-reviews = Reviews { $reviews }
office-escalations = To decide { $escalations }

## The queue
review-head = { $kind ->
    [mine] { $total } forms under your review
    [theirs] { $total } forms under colleagues' review
   *[waiting] { $many ->
        [yes] More than 999 forms are waiting
       *[no] { $total ->
            [0] No forms are waiting for review.
           *[other] { $total } forms are waiting
        }
    }
    }
review-how = The riskiest first, and why:
review-line = { $place }. { $enterprise }: { $why }
review-button = { $place }. { $enterprise }
review-elsewhere = { $count } are waiting in other campaigns: switch at the office, under “Campaigns”.
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
   *[draft] returned
    }
review-draw-ask = How many at random? Tap or type a number. The seed is kept, so anybody can repeat the draw to check it.
review-draw-number = Draw { $count }
review-last-sample = The last ones
review-sample-head = { $count } drawn from { $among }
review-sample-seed = Seed: { $seed }
error-invalid-sample = Please write a number from 1 to { $limit }.

## Why first
review-why-join = {" · "}
review-why-none = no risk signs
review-why-more = { $more } more
review-why-high_toxic = { $count ->
   *[other] highly toxic
    }
review-why-severe = { $count ->
   *[other] severe hazards
    }
review-why-stop_work = work to stop { $count }
review-why-failure = not met { $count }
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
review-counts = Met { $passed } · not met { $failed }{ $owed ->
    [0] {""}
   *[other] {" "}· photo later { $owed }
    } · n/a { $na }{ $left ->
    [0] {""}
   *[other] {" "}· left out { $left }
    }
review-risk = Risk { $risk }: { $why }
review-calm = The system found no risk signs
review-free = Not taken yet.
review-free-had = Not taken. { $name } was reviewing it before; what was judged is kept.
review-taken-back = The enterprise took it back to change it; review it once it is handed in again.
review-mine = You are reviewing it.
review-theirs = { $name } is reviewing it.
review-faults-left = ⚠️ { $count } not put right yet{ $unseen ->
    [0] {" "}(all looked at):
   *[other] ; look at { $unseen } of them one by one before you pass it:
}
review-fault-left = · { $text }{ $state ->
    [late] {" "}(due { $day }, overdue)
    [open] {" "}(due { $day })
   *[none] {" "}(no day set)
}
review-faults-more = · { $count } more: look at them one by one
review-judged = Seen { $judged }/{ $total } · overturned { $overturned }
review-outcome = { $state ->
    [second] { $name }'s verdict: { $verdict }, waiting for another head.
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
review-signs-head = These may be signs of a check done for show; please verify in person:
review-sign-fast = { $seconds ->
    [0] · filled in too fast the first time
   *[other] · all “met” within { $seconds } seconds
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
   *[other] now answered 不符合: { $fault }
}.
review-numbers = People: { $done }/{ $total }
review-dated = Last time: { $day }{ $lapsed ->
    [yes] {" "}· ⚠ { $overdue }
   *[no] {""}
    }
review-note = Note: { $note }
review-remedy = { $kind ->
    [at_once] Reported as put right at once
    [none] The office set a due date; no measure yet
   *[plan] There is a plan
    }, { $state ->
    [open] not reported done
    [done] reported done, to verify
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
review-unsay = Undo
review-ask = Ask
review-evidence = Evidence { $files }
review-place = { $place }/{ $total } ‹ back
review-opinions = Departments: { $agreed } agreed to, { $objected } objected to
review-visited-line = Inspected (last on { $day }): { $seen ->
    [one] 1 item
   *[other] { $seen } items
    }, { $faults } not met
review-visited = On site ({ $day }): { $verdict }{ $note ->
    [0] {""}
   *[other] , “{ $note }”
    }
review-visit-photos = Inspection photos { $visited }
review-own-rows = Your department has not commented on { $count } answers: please open “One by one”.
review-opinion = { $department }: { $verdict ->
    [agree] agrees
   *[object] objects. { $comment }
}
review-advise-agree = Department agrees
review-advise-object = Department objects
review-advise-unsay = Withdraw opinion
review-object-ask = Why do you object? Choose, or type. The reviewing office sees it and decides.
review-overturn-ask = Why do you overturn it? Choose, or type. The enterprise sees it and has to put it right.
review-ask-ask = What do you want to know? Tap or type. The enterprise gets a message; you are told its answer.
review-asked = Asked; you will be told the answer.
review-photo-kept = The photo is saved with this answer.

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
review-unwritten = The plan has no such step; the competent department decides under the law in force.
review-confirm-new = { $count } overturned answers become findings to put right
review-confirm-closed = { $count } reported done are closed as well
review-confirm-unseen = { $count } not looked at one by one count as agreed
review-confirm-how = The enterprise gets the result. To add a remark, just type.
review-confirm-second = It goes to another head; both have to agree.
review-confirm = Confirm
review-add-comment = Add a remark
review-done = Saved; the enterprise gets the result.
review-waits-second = Saved; another head has to confirm.
review-refused-second = Sent back to the reviewer.
review-second-yes = I agree
review-second-no = I do not: send back
error-invalid-review-verdict = There is no such verdict; please use the buttons.
error-invalid-review-overturn = Only answers of “met” and “not applicable” can be overturned.
error-invalid-review-clean = Answers were overturned: it cannot pass. Choose another verdict or take that back.
error-invalid-review-faults = There is nothing to put right; please choose another verdict.
error-invalid-review-day = The day has to be within a year from today.
error-invalid-review-reason = This verdict needs a reason.
error-conflict-review-claimed = { $named ->
    [no] A colleague has already taken this form; please choose another.
   *[other] { $name } has already taken this form; please choose another.
    }
error-conflict-review-over = It cannot be reviewed now: it was taken back, or has its verdict.
error-conflict-review-same-person = It is your own verdict; another head has to confirm.

## Closing
verify-head = { $waiting } reported done, to verify; the earliest due first
verify-none = Nothing is waiting to be verified.
verify-one = { $enterprise } · { $question }{ $rejections ->
    [0] {""}
   *[other] {" "}· sent back { $rejections }×
    }
verify-days = Due { $due } · reported done { $done }
verify-before = Sent back { $count }×, last: { $reason }
verify-over = { $state ->
    [closed] It is closed.
   *[open] The enterprise has not reported it done.
    }
verify-accept = ✓ Verified: close
verify-reject = ✗ Send back
verify-reject-ask = Why send it back? Choose, or type. It is then due in { $days } days, with a new photo.
verify-back = ‹ To verify
verify-accepted = Closed; the enterprise is told.
verify-rejected = Sent back; the enterprise is told the reason and the new due day.
error-conflict-verify-open = The enterprise has not reported it done yet; verify it once it has.
error-conflict-verify-closed = It is closed already.

## To decide
escalation-head = { $total } to decide, your own office's first
escalation-none = Nothing to decide.
escalation-one = { escalation-kind } · { $enterprise }{ $level ->
    [own] {""}
    [out] {" "}(referred to authority)
   *[other] {" "}({ $office })
    }
escalation-kind = { $kind ->
    [overdue] long overdue
    [rejected] repeatedly not put right
    [recheck] not handed in again
    [suspend] suspension proposed
    [penalty] penalty proposed
    [closure] closure proposed
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
    [annulled] The decision was withdrawn.
   *[open] Put right in the meantime; nothing to decide.
    }
escalation-warn = Warn
escalation-material = Case file (PDF)
escalation-form = The form
escalation-way-up = To the office above
escalation-way-suspend = Suspension
escalation-way-penalty = Penalty
escalation-way-closure = Closure
escalation-way-drop = Drop it
escalation-reason-ask = { $way }: please type facts and reasons, at most 500 characters.
escalation-back = ‹ To decide
escalation-warned = A warning was sent to the enterprise.
escalation-done = Saved.
error-invalid-escalation-top = There is no office above; please tap “Hand up to authority”.
error-invalid-escalation-enforce = Under the plan this role may not decide suspension, penalty or closure; please refer it to the competent department.
error-invalid-escalation-decision = There is no such decision; please use the buttons.
error-conflict-escalation-over = It has been decided, or put right in the meantime; nothing is left to do.

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
asked-sent = Your answer was sent to the reviewer.
reviewed-holds = Noted: it still holds.
reviewed-fails = It is open again; please put it right within 7 days and take a photo.
reviewed-holds-short = ✓ still holds
reviewed-fails-short = ✓ open again
finding-rejected = Sent back { $count }×: { $reason }
error-invalid-after-photo-new = Earlier photos no longer count; please take one of how it is now, then tap “Put right”.

## Said unasked
outbox-review-asked = { $enterprise }: the reviewer asks: { $question }
outbox-button-asked = Answer
outbox-review-answered = { $enterprise } answered: { $answer }
outbox-button-review = Open
outbox-review-second = { $enterprise }: exposure was proposed and needs your agreement. Reason: { $reason }
outbox-reviewed = The form of { $enterprise } was reviewed: { $verdict ->
    [pass] passed.
    [correct] to be put right by { $due }.
    [again] returned for a new self-check, due by { $due }.
    [suspend] suspension was proposed; the competent authority decides.
    [penalty] a penalty was proposed.
    [closure] closure was proposed.
   *[exposure] exposure was decided.
    }{ $new ->
    [0] {""}
   *[other] {" "}Overturned answers are now findings to put right: { $new }{ $dated ->
        [yes] {""}
       *[no] {" "}(these are due by { $due })
    }. Please write here how, and by whom.
    }{ $closed ->
    [0] {""}
   *[other] {" "}Closed: { $closed }.
    }{ $moved ->
    [0] {""}
    [one] {" "}One open correction is now due on that day; its original day stays on record.
   *[other] {" "}{ $moved } open corrections are now due on that day; their original days stay on record.
    }{ $asked ->
    [0] {""}
   *[other] {" "}Your requests for more time no longer await an answer; please ask again if that date is too early.
    }{ $remark ->
    [no] {""}
   *[other] {" "}Remark: { $comment }
    }
outbox-button-reviewed = See the result
outbox-button-again = Check again
outbox-button-done = Done, add a photo
outbox-verify-accepted = { $enterprise }: "{ $measure }" is accepted and closed.
outbox-verify-rejected = { $enterprise }: "{ $measure }" was sent back: { $reason }. Please put it right by { $due } with a new photo.
outbox-holds = { $enterprise }: "{ $measure }" was put right some weeks ago. Does it still hold?
outbox-button-holds = It holds
outbox-button-fails = It does not
outbox-fails-again = { $enterprise } says "{ $measure }" no longer holds; it is open again, due { $due }.
outbox-escalation = { $enterprise }: { escalation-kind }, to be decided. { $about }
outbox-button-escalation = Open
outbox-warned = { $office } warns { $enterprise }: { $about ->
    [no] please put right what was found.
   *[other] "{ $measure }" is overdue; put it right now and send a photo, or it will be dealt with by law.
    }
outbox-escalation-decided = { $office } decided about { $enterprise }: { $decision ->
    [suspend] suspension
    [penalty] penalty
   *[closure] closure
    }. Reason: { $reason }
review-caption = The photo was saved, the words under it were not. For the enterprise to read them, overturn the answer with a reason, or ask the enterprise.
review-plan = Responsible: { $responsible } · by { $day }
review-pdf-caption = Form { $number }, for the review.
escalation-pdf-caption = Material: form { $number }, for your decision.

## Measures: suspension, resumption, penalty, closure, refusal, exposure
office-measures = Measures { $measures }
escalation-way-refusal = Refusal to correct
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
        [annulled] Suspension withdrawn
       *[done] Resumed
    }
    [penalty] { $state ->
        [open] Penalty not carried out
        [annulled] Penalty withdrawn
       *[done] Penalty carried out
    }
    [closure] { $state ->
        [open] To be closed
        [annulled] Closure withdrawn
       *[done] Closed
    }
   *[refusal] { $state ->
        [open] Refuses to correct
        [annulled] Refusal withdrawn
       *[done] Refusal over
    }
    }
measure-state = { $kind ->
    [suspend] Suspension: { $state ->
        [asked] asks to resume, to be inspected
        [open] no work before an inspection
        [annulled] decision withdrawn
       *[done] inspected, work resumed
    }
    [penalty] Penalty: { $state ->
        [open] not carried out yet
        [annulled] decision withdrawn
       *[done] carried out
    }
    [closure] Closure: { $state ->
        [open] proposed, not closed yet
        [annulled] proposal withdrawn
       *[done] closed
    }
   *[refusal] Refusal: { $state ->
        [open] still not put right
        [annulled] finding withdrawn
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
    [lapsed] Request that lapsed:
   *[refused] Request that was refused:
    }
measure-agree = Agree
measure-refuse = Refuse
measure-photos = Photos
measure-set-number = Document no.
measure-set-day = Document date
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
measure-number-ask = Please type the document number.
measure-kind-ask = Which kind of penalty?
measure-amount-ask = How many yuan? Please type it, such as 20000.
measure-amount-unclear = That amount was not understood. Please type only the number, such as 20000.
measure-day-ask = What is the date of the document? Please type it, such as 2026-03-05.
measure-day-unclear = That date was not understood. Please type it as 2026-03-05.
measure-ended-ask = { $enterprise }: { $kind ->
    [penalty] on which day was the penalty carried out?
    [closure] on which day was it closed?
   *[refusal] since which day is it being put right?
    } Tap “Today”, or type the day.
measure-agreed = Agreed; the enterprise is told.
measure-refused = Refused; the enterprise is told why.
measure-kept = Saved; the enterprise is told.
error-invalid-measure-number = A document number has 1 to { $limit } characters.
error-invalid-measure-penalty = There is no such penalty; please use the buttons. Only penalties have a kind and an amount.
error-invalid-measure-amount = An amount is a number of 0 or more, such as 20000.
error-invalid-measure-day = The date can be neither in the future nor before the decision.
error-conflict-measure-over = That measure is completed and can no longer be changed.
error-conflict-measure-suspended = A suspension ends only when the request to resume is agreed to.
outbox-refusal = { $office } has found that { $enterprise } refuses to put things right. Reason: { $reason }. Please put it right now and report it here.
outbox-measure-done = { $office } about { $enterprise }: { $kind ->
    [penalty] the penalty was carried out on { $day }.
    [closure] closed by order on { $day }.
   *[refusal] correction began on { $day }; it no longer counts as refused.
    }
outbox-resumption-asked = { $enterprise } asks to resume work; please inspect. { $text }
outbox-resumption-decided = { $agreed ->
    [yes] { $office } agrees that { $enterprise } resumes work.
   *[no] { $office } does not agree that { $enterprise } resumes work: production must stay stopped. Reason: { $reason }
    }
outbox-button-measure = Inspect
outbox-button-resume = Request to resume
exposure-making = Making the list of { $count }.
exposure-title = { $plan }: { $places ->
    [both] enterprises and places
    [yes] places
   *[no] enterprises
    } with serious problems
exposure-lead = The following { $count } enterprises have serious problems, confirmed by at least two officers, and are hereby named in public.
exposure-one = { $number }. { $enterprise } ({ $place }): { $reason }.
exposure-file = exposures_{ $place }_{ $day }

## Places to be named in public, where the plan asks for it
place-exposures = Places { $named }
place-exposure-head = The plan names places with serious problems in public. Agreed: { $count }. Tap one to propose it or to agree; it takes two people.
place-exposure-state = { $state ->
    [proposed] proposed
    [agreed] agreed
   *[none] not listed
    }
place-exposure-line = { $place }{ $state ->
    [none] {""}
   *[other] {" "}· { place-exposure-state }
    }
place-exposure-one = { $place }: exposure { place-exposure-state }. Reason:
place-exposure-ask = { $place }: why is it to be named? Type facts and reason, at most 500 characters; they are published.
place-exposure-agree = Agree
place-exposure-drop = Do not name it
place-exposure-proposed = Proposed; another head has to agree.
place-exposure-agreed = Agreed; it is on the list.
place-exposure-dropped = Taken off; it is not named.
outbox-place-exposure = Naming { $place } in public was proposed and needs your agreement. Reason: { $reason }
outbox-place-exposure-several = { $count } places to be named need your agreement: { $names }
outbox-button-exposure = Confirm
error-invalid-place-exposure = This plan names only enterprises in public, not places.
error-conflict-place-exposure-own = You proposed this; another head has to agree.
error-conflict-place-exposure-over = It was taken off; propose it again to name it.
exposure-part-units = 1. Enterprises with serious problems
exposure-part-places = 2. Places with serious problems
exposure-places-lead = The following { $count } places have serious problems, confirmed by at least two officers, and are hereby named in public.
exposure-place = { $number }. { $place }: { $reason }.
cli-review-places = List the places to be named in public; propose one, or drop one. Another person agrees in the chat.
cli-option-place-propose = Code of a place to propose.
cli-option-reason-exposure = Facts and reason; they are published.
cli-option-place-drop = Take this one off.
