# More time: an enterprise asks, an office answers.
extension-button = Ask for more time
extension-ask = Until which day? Tap a button, or type: 20 March, in two weeks.
extension-usual = { $days } more days, to { $day }
extension-calendar = Calendar
extension-calendar-ask = Until which day? At most a year from now.
extension-why =
    Until { $wanted }.
    Why is more time needed? Tap one, or write it. The office will read it.
extension-reason-1 = The equipment has not arrived
extension-reason-2 = The contractor has no free dates yet
extension-reason-3 = The money is not available yet
extension-reason-4 = Only possible during a shutdown
extension-other-day = Another day
extension-withdraw = Withdraw request
extension-back = ‹ The correction
extension-wanted = Wanted: { $day }
extension-reason-line = Reason: { $reason }
extension-waits = The office has it. { $told } You will be told the answer. Until then the due date stays as it is.
extension-none-open = Nothing is waiting for an answer.
extension-line-asked = More time asked for, to { $day }; no answer yet.
extension-line-refused = More time refused: { $answer }
error-guest-only = Somebody of the enterprise has to do this; please tell them.
error-invalid-extension-day = That day is not possible: it must be after the present due date, not in the past, and within a year.
error-invalid-extension-none = There is no plan for this one yet, so no extension is needed.
error-invalid-extension-reason = Please give a reason of 2 to 300 characters.
error-conflict-extension-done = This one is put right already; no more time is needed.
error-conflict-extension-over = There is nothing left to decide: the request was withdrawn, or the correction is reported done.
error-conflict-extension-decided = { $name } has answered this already.

extensions-head = Requests for more time: { $waiting }, earliest due day first
extensions-none = No request for more time is waiting.
extensions-one = { $due }→{ $wanted } { $enterprise }
extensions-responsible = In charge: { $responsible }
extensions-due = Due now: { $day }
extensions-due-late = Due now: { $day } ({ $days } days overdue)
extensions-before = Extended before: { $count }; the first due date was { $day }
extensions-wanted = Wanted: { $day } ({ $days } more days)
extensions-wanted-passed = The day asked for has passed: set another date, or refuse.
extensions-outcome = { $state ->
    [granted] Granted by { $name }.
    [refused] Refused by { $name }.
    [withdrawn] The enterprise withdrew it.
   *[moot] The correction is reported done, or a review set another date; no answer is needed.
    }
extensions-grant = Grant, to { $day }
extensions-other-day = Another day
extensions-refuse = Refuse
extensions-back = ‹ Requests
extensions-day-ask = Which day? Use the calendar, or type it. The enterprise is told.
extensions-refuse-ask = Why not? Tap one, or write it. The enterprise will read it.
extensions-refusal-1 = This danger cannot wait; keep to the due date
extensions-refusal-2 = It was extended before; please act now
extensions-refusal-3 = The reason is not enough; explain and ask again
extensions-marked = { $mark } { $due }→{ $wanted } { $enterprise }
extensions-several = Answer several
extensions-several-head = Tap to choose, tap again to leave out. { $chosen } chosen.
extensions-several-all = Choose all
extensions-several-grant = Grant { $chosen }, each as asked
extensions-several-refuse-ask = Why are these { $chosen } refused? Choose, or type a reason. Each enterprise sees it.
extensions-several-done = { $done } answered; the enterprises are told.{ $left ->
    [0] {""}
   *[other] {" "}{ $left } not answered: they were changed or answered meanwhile, or are not yours to answer. Look at them one by one.
    }
extensions-granted = Granted; the enterprise is told.
extensions-refused = Answered; the enterprise is told.
extensions-somebody = a colleague
