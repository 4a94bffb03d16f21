# What is said when something went wrong: what it is, and what to do next.
error-unknown = That did not work; what you entered before is kept. Please try again, or give your safety office the reference { $reference }.
error-storage = The server cannot save anything just now; what you entered before is kept. Please try again in a few minutes (reference { $reference }).
error-storage-full = The server's disk is full, so this step was not saved; what you entered before is. Please try again later, and tell your safety office "the disk is full".
error-storage-readonly = The server's disk cannot be written to, so this step was not saved; what you entered before is. Please try again later, and tell your safety office "the disk cannot be written to".
error-storage-locked = The server is busy, so this step was not saved; what you entered before is. Please try again in a minute.
error-storage-damaged = The server's disk or data is damaged, so this step was not saved. Please do not enter it again yet; tell your safety office "the disk is damaged".
error-storage-away = The server's database cannot be reached, so this step was not saved; what you entered before is. Please try again in a few minutes.
error-store-away = Photos and files cannot be fetched just now, because the place where they are stored does not answer; they are still there. Please look again in a few minutes. Everything else works.
error-store-not-kept = This photo or file cannot be stored just now and was not taken. Please send it again in a few minutes; what you entered before is kept, and you can go on with everything else.
error-network = The connection broke off just now. What you entered is kept; the reply to you may or may not have arrived. Please send /start to see where you are.
error-reference = (reference { $reference })
error-not-allowed = You are not allowed to do this. If you changed enterprise, send /start; if in doubt, ask the head of your office.
error-recused = You act (or recently acted) for “{ $enterprise }”, so you cannot deal with it as an office. { $left ->
    [here] It is left to your colleagues.
    [above] Nobody else here can, so it goes to { $place }.
   *[nobody] Nobody else can: please ask the operator.
}
error-invalid-review-unseen = { $count } items are not put right, owe a photo or are objected to by a department, and were not looked at one by one. Please open “One by one” and look at each before you pass it.
error-not-found = This no longer exists. Please send /start to see where things stand.
error-locked = The form is handed in and cannot be changed. Until the review you can take it back first.
error-stale = That question no longer applies; go on below.
error-incomplete = Something is still missing; please complete it first.
error-invalid-text-empty = No text arrived; please write it again.
error-invalid-text-long = Too long: at most { $limit } characters, you wrote { $length }. Please shorten it.
error-invalid-reason = Please say why it does not apply.
error-invalid-reason-denied = This reason contradicts your enterprise profile. If things have changed, correct the profile first; if not, give another reason or answer as it is.
error-invalid-numbers = Please write how many of how many, for example 17/18.
error-invalid-numbers-short = Only { $done } of { $total } are covered, so it cannot count as met.
error-invalid-numbers-all = { $done } of { $total } is everybody, so it cannot count as not met.
error-invalid-files-many = At most { $limit } a question. Delete one under Photos first.
error-invalid-report-category = Please choose what it is about.
error-invalid-report-photos = At most { $limit } photos.
error-invalid-report-full = This report has too many additions; please send another one.
error-invalid-report-result = Please choose a result from the buttons.
error-invalid-report-enterprise = This report is not about that enterprise; please choose another.
error-invalid-inspection-day = Choose a day from tomorrow on, within 90 days.
error-conflict-report-accepted = A colleague has accepted this report.
error-conflict-report-closed = This report is closed.
error-conflict-report-same-office = That department already has this report; please choose another.
notice-outdated = That window is out of date; your answers are kept.
notice-cancelled = You left that step; your answers are kept.
notice-join-first = Register your enterprise before the self-check.
notice-no-campaign = There is no campaign where you are at present; you will be told when it starts.
notice-link-unknown = This link is not known; please ask for a new one.
only-private = Chen'an works in a private chat only: open @{ $bot }.
error-invalid-web-login = This link does not work: it has expired (24 hours) or has been used. Ask for another one on a phone where you are logged in, or ask the office for an invite.
error-invalid-web-pin = Wrong PIN.
error-invalid-web-pin-asked = Please type the six-digit PIN.
error-invalid-web-pin-wait = Too many wrong tries. Try again later.
error-invalid-web-pin-form = The PIN has six digits, which must not all be the same.
