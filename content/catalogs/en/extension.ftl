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
extension-reason-2 = The builders have no free days yet
extension-reason-3 = The money is not there yet
extension-reason-4 = It can only be done when work stands still
extension-other-day = Another day
extension-withdraw = Take it back
extension-back = ‹ The correction
extension-wanted = Wanted: { $day }
extension-reason-line = Reason: { $reason }
extension-waits = The office has it. { $told } You will be told the answer. Until then the day stays as it is.
extension-none-open = Nothing is waiting for an answer.
extension-line-asked = More time asked for, to { $day }; no answer yet.
extension-line-refused = More time refused: { $answer }
error-guest-only = Somebody of the enterprise has to do this; please tell them.
error-invalid-extension-day = Not that day: it has to be after the day it is due now, not in the past, and within a year.
error-invalid-extension-none = There is no plan for this one yet, so there is nothing to put off.
error-invalid-extension-reason = A reason has 2 to 300 characters.
error-conflict-extension-done = This one is put right already; no more time is needed.
error-conflict-extension-over = Nothing to decide any more: it was taken back, or is put right.
error-conflict-extension-decided = { $name } has answered this already.

extensions-head = { $waiting } waiting for an answer, the earliest day first
extensions-none = Nobody is waiting for an answer.
extensions-one = { $due }→{ $wanted } { $enterprise }
extensions-responsible = In charge: { $responsible }
extensions-due = Due now: { $day }
extensions-due-late = Due now: { $day } ({ $days } days over)
extensions-before = Put off { $count } times; the first day was { $day }
extensions-wanted = Wanted: { $day } ({ $days } more days)
extensions-wanted-passed = The day asked for has passed: set another one, or refuse.
extensions-outcome = { $state ->
    [granted] Granted by { $name }.
    [refused] Refused by { $name }.
    [withdrawn] The enterprise took it back.
   *[moot] It is put right, or a review set another day; no answer is needed.
    }
extensions-grant = Grant, to { $day }
extensions-other-day = Another day
extensions-refuse = Refuse
extensions-back = ‹ The queue
extensions-day-ask = Which day? Tap the calendar, or type. The enterprise is told at once.
extensions-refuse-ask = Why not? Tap one, or write it. The enterprise will read it.
extensions-refusal-1 = This danger cannot wait; keep to the day
extensions-refusal-2 = It was put off before; please hurry
extensions-refusal-3 = The reason is not enough; explain and ask again
extensions-granted = Granted; the enterprise is told.
extensions-refused = Answered; the enterprise is told.
extensions-somebody = a colleague
