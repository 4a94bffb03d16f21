# Handing in.
submit-title = { $form }
submit-counts = met { $passed } · not met { $failed }{ $owed ->
    [0] {""}
   *[other] {" "}· photo later { $owed }
    } · n/a { $na }{ $left ->
    [0] {""}
   *[other] {" "}· left out { $left }
    }
submit-faults = { $failed } findings: { $done } put right, { $planned } planned
submit-missing = { $count } still missing:
submit-complete = Complete, ready to hand in.
submit-self-reported = The enterprise's own report, not verified.
missing-answer = { $row } { $title }: not answered
missing-photo = { $row } { $title }: photo missing
missing-reason = { $row } { $title }: reason missing
missing-numbers = { $row } { $title }: numbers missing
missing-plan = { $row } { $title }: no decision yet
missing-answer-button = Answer item { $row }
missing-photo-button = Photo for item { $row }
missing-reason-button = Reason for item { $row }
missing-numbers-button = Numbers for item { $row }
missing-plan-button = Plan item { $row }
submit-button = 提交自查表 Hand in
submit-again = Read again
submit-draft-pdf = PDF first
submit-home = Home
submit-done = Handed in, number { $number }.
submit-locked = You can take it back until the review begins.
submit-in-review = The review has begun; the form can no longer be changed.
submit-open-faults = { $count } still to be put right; when done, send photos under “Corrections”.
submit-owed = Photos to follow: { $count }, the first by { $day }{ $late ->
    [yes] {" "}(already past)
   *[no] {""}
}
submit-to-owed = Send photos ({ $owed })
submit-pdf = Self-check form { $number }. Print, sign, stamp, and keep a copy.
submit-pdf-failed = The form is handed in, but the PDF could not be sent. Tap “Send PDF again” later.
submit-pdf-again = Send PDF again
submit-withdraw = Take back
submit-tasks = Corrections ({ $faults })
submit-withdraw-ask =
    After taking it back you can change answers and hand it in again; the number stays.
    Take it back now?
submit-withdraw-yes = Take back
submit-withdraw-no = Do not take back
submit-pdf-draft = A draft of the form: not handed in, for you only.
