# What is handed up to authorities outside the installation (such as a county bureau), and their answers.

## In the chat
escalation-way-out = Hand up to authority
escalation-referred = Handed up to an authority, waiting for its answer.
referral-see = What was handed up
referral-to-list = Handed up { $referrals }
referral-head = { $total } handed up, { $waits } without an answer
referral-none = Nothing has been handed up to an authority yet.
referral-one = { $state ->
    [late] answer overdue
    [answered] { referral-outcome }
    [withdrawn] withdrawn
   *[waiting] no answer yet
    } · { $enterprise } ({ referral-wanted })
referral-wanted = { $wanted ->
    [suspend] suspension
    [penalty] penalty
   *[closure] closure
    }
referral-outcome = { $outcome ->
    [suspend] suspension decided
    [penalty] penalty decided
    [closure] closure decided
    [refused] refused
   *[other] other answer
    }
referral-state = { $state ->
    [answered] answered
    [withdrawn] withdrawn
   *[waiting] no answer yet
    }
referral-handed = { $day }: { $office } handed up to { $authority }, asking for { $wanted ->
    [suspend] suspension
    [penalty] a penalty
   *[closure] closure
    }{ $number ->
    [none] {""}
   *[other] {" "}({ $number })
    }
referral-waits = { $day ->
    [none] No day was agreed for the answer.
   *[other] Answer agreed by { $day }{ $late ->
        [0] {""}
        [one] , one day ago
       *[other] , { $late } days ago
    }.
    }
referral-paper-how = Print it, have it signed and stamped and send it; a photo or file of it can be sent here. When the answer comes, tap “Record answer”.
referral-answered = { $day }: { $authority } answered: { $outcome ->
    [suspend] suspension
    [penalty] penalty
    [closure] closure
    [refused] refused
   *[other] other
    }. { $answer }
referral-answer-how = A photo or file of the answer can be sent here.
referral-withdrawn = Withdrawn; this office decides.
referral-files = Files handed up: { $files }, of the answer: { $answers }
referral-ask-to = { $enterprise }: to which authority is it handed up? { $count ->
    [0] Please type its name.
   *[other] Choose one from the plan, or type a name. “{ $name }” in the plan is { $today } today.
    }
referral-ask-wanted = What is { $authority } asked to decide?
referral-ask-day = By which day was an answer agreed? Tap one or type a day; you are reminded when it has passed.
referral-in-days = { $days } days
referral-no-day = None agreed
referral-ask-reason = Please type the facts and reasons, at most 500 characters. They go into the request.
referral-ask-number = Please type the number of the request, such as 某应急〔2026〕7号.
referral-to-outcome = Record answer
referral-correct = Correct answer
referral-to-day = Change the day
referral-withdraw = Withdraw
referral-back = ‹ Handed up
referral-ask-outcome = What did { $authority } answer? A suspension, penalty or closure it decided is followed, and the enterprise is told.
referral-ask-answered-on = On which day did it answer?
referral-today = Today
referral-ask-answer = The answer of { $authority }: please type a sentence, with its number if it has one.
referral-other-from = Another authority
referral-ask-from = Please type who answered.
referral-sent = Recorded. Please print the paper and send it.
referral-noted = Recorded.
referral-file-kept = The file is stored.
referral-taken-back = Withdrawn. Please decide here.
referral-answer-kept = The answer is recorded.
error-invalid-escalation-up = There is an office above; please hand it up there.
error-invalid-referral-authority = Please write the authority's name, at most { $limit } characters.
error-invalid-referral-wanted = Please choose a button: suspension, penalty or closure.
error-invalid-referral-outcome = Please choose a button for the answer.
error-invalid-referral-day = The day of the answer has to be within a year from today.
error-conflict-referral-waits = This was handed up to an authority. Please record its answer first, or withdraw it.
error-conflict-referral-over = It is answered or withdrawn and cannot be changed.
outbox-referral-late = { $enterprise }: { $authority } was to answer by { $due } ({ referral-wanted }), and no answer is recorded. Please ask, or record the answer.
outbox-button-referral = Open
history-referral = Handed up to { $authority }, asking for { referral-wanted }{ $number ->
    [none] {""}
   *[other] {" "}({ $number })
    }
history-referral-answered = { $authority } answered: { referral-outcome } · { $text }

## The paper
referral-paper-title = Request to { $wanted ->
    [suspend] suspend { $enterprise }
    [penalty] penalise { $enterprise }
   *[closure] close { $enterprise }
    }
referral-paper-ask = We ask you to { $wanted ->
    [suspend] suspend { $enterprise }, which may resume work only once it meets the requirements and was accepted
    [penalty] penalise { $enterprise }
   *[closure] close { $enterprise }
    } according to law.
referral-paper-by = Please answer by { $day }.
referral-paper-please = Please answer.
referral-paper-end = Please decide whether this is proper.

## Ledger
ledger-sheet-referrals = Handed up
ledger-head-handed-on = Handed up on
ledger-head-authority = Authority
ledger-head-wanted = Asked for
ledger-head-paper-number = Document no.
ledger-head-answered-from = Answered by
ledger-head-outcome = Outcome
ledger-head-answer-files = Files of the answer

## Command line
cli-list-referral = Hand tasks up to authorities outside, and record their answers.
cli-referral = Hand tasks up to authorities that have no office here, and record their answers.
cli-referral-list = List what a place and those below it handed up, without an answer first.
cli-referral-send = Hand TASK up to an authority that has no office here, asking for suspension, penalty or closure.
cli-referral-note = Store the number of the paper, or another day for the answer.
cli-referral-answer = Record the answer; a suspension, penalty or closure decides the task.
cli-referral-withdraw = Withdraw what has no answer; this office decides its task.
cli-referral-attach = Store a file of what was handed up; once there is an answer, of the answer.
cli-referral-paper = Write the paper as PDF and Word.
cli-option-authority = name of the authority
cli-option-want = what is asked for: suspend, penalty or closure
cli-option-answer-by = day by which an answer was agreed (YYYY-MM-DD)
cli-option-outcome = the outcome: suspend, penalty, closure, refused or other
cli-option-answer-text = the answer in a sentence
cli-option-answered-on = day of the answer; today if left out
cli-option-answered-from = who answered; the authority asked if left out
cli-head-authority = AUTHORITY
cli-head-asked-for = ASKED FOR
cli-referral-done = Handed up { $id }: { referral-state }
cli-file-kept = { $count ->
    [one] 1 file stored
   *[other] { $count } files stored
    }
cli-option-file = file to store: a photo, PDF, Word or Excel file
