# Notices: writing, sending, who has read them.
## Why something cannot be done
error-invalid-notice-empty = The notice is empty. Please write a few words first.
error-invalid-notice-text-long = Too long: a notice has at most { $limit } characters, this is { $over } over. Shorten it and send it again.
error-invalid-notice-caption-long = This notice went out beside one file, so its text has at most { $limit } characters; this is { $over } over. Shorten it, or withdraw it and send a new one.
error-invalid-notice-past = That time has passed. Please choose another one.
error-invalid-notice-expired = By the time it can be sent it is no longer valid. Change the time, or how long it is valid.
error-invalid-notice-nobody = No enterprise matches these conditions. Please change “Who gets it”.
error-invalid-notice-unreachable = None of the { $count } enterprises can be reached (not registered, or bot blocked): please telephone them.
error-invalid-notice-file-heavy = The file is above 50 MB and cannot be sent. Compress or split it.
error-invalid-notice-files-mixed = Pictures and documents cannot go into one notice. Remove what is there, or write two.
error-invalid-notice-files-many = A notice takes at most { $limit } files.
error-invalid-notice-reason = Give a reason of 2 to 200 characters.
error-invalid-notice-all-read = Everybody who got it has read it; there is no need to send it again.
error-invalid-audience-group = There is no such group of recipients. Please choose again.
error-conflict-notice-confirmed = This notice was confirmed by { $who } at { $at }. It is not sent twice.
error-conflict-notice-decided = This notice was already dealt with by { $who }.
error-conflict-notice-no-draft = This notice is confirmed; the draft cannot be changed. Withdraw or correct the notice instead.
error-conflict-notice-over = This notice is not being sent at present; nothing needs doing.
error-conflict-notice-again = This notice was sent once more already; there is no third time.
error-conflict-notice-not-sent = This notice is not being sent and was never sent, so this cannot be done.

## What offices are told unasked
outbox-notice-release = { $author } ({ $place }) wrote “{ $title }” for { $count } enterprises. It is waiting for your release.
outbox-notice-released = “{ $title }” was released.
outbox-notice-returned-ended = The campaign ended: “{ $title }” was not sent and is back with you. If it should still go out, check the text and send it.
outbox-notice-returned-expired = “{ $title }” expired before it was sent, and is back with you.
outbox-notice-expired = “{ $title }” has expired: { $count } people who have not received it yet will not.
outbox-notice-grown = “{ $title }” was not sent on time: it now goes to { $count } enterprises and needs another head's release.
outbox-notice-returned = “{ $title }” was returned: { $reason }
outbox-button-notice = See this notice

## Small pieces
notice-moment = { day-of-month } { $time }
notice-moment-of-year = { day-of-month } { $year } { $time }
notice-office = { $place }, { staff-department }
notice-some-plan = the campaign
notice-some-form = self-check form
notice-untitled = (not written yet)
notice-read = I have read this
notice-was-read = ✓ Read { day-of-month } { $time }
notice-read-thanks = Noted: read.
notice-read-before = It was already noted as read.
notice-preview-only = This is a preview; it is recorded only when recipients tap it.
notice-withdrawn = This notice was withdrawn.
notice-change-text = To change the text, tap “Text” first.
notice-state-not_submitted = Not handed in
notice-state-not_started = Not started
notice-state-unregistered = Not registered
notice-state-open_rectifications = To put right
notice-state-overdue = Overdue
notice-state-submitted = Handed in
notice-reach = { $count } enterprises, { $people } people get it
notice-out = Not reached: { $reasons }
notice-out-unregistered = { $count } not registered
notice-out-blocked = { $count } blocked the bot

## Writing
notice-template-ask = Which template? Dates and numbers are filled in; you can change everything.
notice-caption-not-taken = The file was added; the words “{ $caption }” under it were not, as the notice already has a text. To change it, tap “Text”.
notice-blank = Blank
notice-field = { $field ->
    [place] place
    [office] signature
    [plan] campaign
    [form] form
    [today] today
    [due] due_day
    [left] days_left
    [over] days_over
    [grace] grace_day
    [check_from] check_from
    [check_to] check_to
    [review_from] review_from
    [review_to] review_to
    [meant] enterprises
    [registered] registered
    [started] started
    [submitted] handed_in
    [waiting] not_handed_in
   *[overdue] overdue
    }
notice-own-label = ★ { $title }
notice-own-above = ☆ { $title } ({ $place })
notice-own-button = Own templates
notice-own-head = Your office’s templates ★ and those of the offices above ☆: { $count }.
notice-own-one = Template “{ $title }” ({ $place }):
notice-own-use = Write from it
notice-own-edit = Text
notice-own-rename = Title
notice-own-remove = Remove
notice-own-save = Save as template
notice-own-text-ask =
    Send the new text. What is to be filled in stands in braces, such as { "{" }due_day{ "}" }; a line without a value is left out. You can use:
    { $fields }
notice-own-title-ask =
    What is the template called? Type a title of at most 20 characters. What stands in braces in the text is filled in:
    { $fields }
notice-own-saved = Saved as the template “{ $title }”; choose it when you write a notice.
notice-own-changed = Changed.
notice-own-unknown = There is no { $field }. You can use: { $known }
error-invalid-template-title = A title has 1 to { $limit } characters.
error-invalid-template-field = There is no “{ $field }” to fill in.
error-invalid-template-many = An office has at most { $limit } templates. Remove one that you do not use.
error-conflict-template-there = There is a template called “{ $title }”. Choose another title.
notice-text-ask =
    Send the text of the notice.
    · At most 4096 characters, 1024 beside one file.
    · Bold, links and so on as usual, or write <b>bold</b>.
    · You can also send pictures and documents now.
notice-text-plain = Send it as typed, no formatting
notice-text-keep = Keep the text
notice-later = Later
notice-files-ask =
    Send pictures or documents, at most 10. { $count } so far.
    Two or more make an album, the text follows it.
notice-files-problem = ⚠ { $problem }
notice-files-done = Done
notice-files-none = Remove all
notice-draft-head = Draft “{ $title }”, { $length } characters
notice-draft-to = To: { $who }
notice-draft-when = When: { $when }
notice-draft-until = Valid until { $when }; not sent after that
notice-when-now = At once when confirmed
notice-when-at = { $when }
notice-when-morning = { $when } (not at night or on days off)
notice-returned-ended = The campaign ended: it was not sent. If it should still go out, check the text.
notice-returned-expired = It expired before it was sent. If it should still go out, change the text and how long it is valid.
notice-returned = Returned: { $reason }
notice-edit-text = Text
notice-edit-files = Files { $files }
notice-edit-audience = Who gets it
notice-edit-when = When
notice-urgent = { $urgent_mark } Urgent (any hour)
# What readers see before the text.
notice-urgent-mark = [Urgent]{ " " }
notice-standing = { $standing_mark } Standing (newcomers too)
notice-preview = Preview
notice-test = Send to me first
notice-send = Send to { $count } ›
notice-discard = Delete draft
notice-discarded = The draft is deleted.
notice-confirm-head = Send “{ $title }”?
notice-confirm-urgent = Urgent: sent at night and on days off too, headed [Urgent]. Use it only for what cannot wait.
notice-confirm-standing = Standing: enterprises that register later get it too.
notice-confirm-release = Above { $limit } enterprises, another head has to release it.
notice-confirm-yes = Yes, send to { $count }
notice-confirmed-sending = Sending has begun; a separate message shows its progress.
notice-confirmed-scheduled = Confirmed. It will be sent at its time.
notice-confirmed-waiting = Confirmed. It needs another head's release.

## Who gets it
notice-audience = To: { $who }
notice-by-place = By place
notice-by-industry = By industry
notice-by-hazard = By hazard
notice-by-name = By name
notice-everybody = Everybody
notice-audience-done = Done
notice-place = Place: { $place }
notice-place-up = ‹ { $up_name }
notice-choice-done = Done
notice-industry = Choose industries; none means all.
notice-hazard = Choose hazards; none means all.
notice-search =
    Type part of an enterprise's name, or the beginning of its code.
    { $chosen } chosen; none means all.
notice-search-found = “{ $words }”: { $found } found (10 at most are shown):
notice-search-none = Clear choice

## When
notice-when = When should it go out?
notice-when-quiet = It is night or a day off: non-urgent notices are sent on { $begins }.
notice-when-next = { $morning }
notice-when-other = Another day
notice-day = Which day? You can type it, for instance 20 November.
notice-day-unclear = The day was not understood. Type it like 20 November.
notice-day-past = That day has passed. Please choose another.
notice-time = At what time on { $day }? You can type it, for instance 9:30.
notice-time-unclear = The time was not understood. Type it like 9:30.
notice-when-until = Valid until: { $until }
notice-until = Until when is it valid, for instance until a meeting begins? Whatever has not been sent by then is not sent but returned to you. You can type the day, for instance 20 November.
notice-until-none = No end
notice-until-time = Until what time on { $day }? You can type it, for instance 9:30.
notice-time-words = h
error-invalid-notice-file = Only pictures and documents are accepted here; please send one of these.
error-invalid-notice-html = The formatting cannot be read. Write &lt; for a plain <, or tap “Send it as typed”.
error-invalid-notice-html-unknown = <{ $tag }> is not known. You can use <b> <i> <u> <s> <a> <code> <blockquote>, or tap “Send it as typed”.
error-invalid-notice-html-unclosed = <{ $tag }> is missing its </{ $tag }>. Add it, or tap “Send it as typed”.
error-invalid-notice-html-crossed = Tags are not nested properly: { $expected } is expected, { $found } is written. Correct it, or tap “Send it as typed”.
error-invalid-notice-refused = This message cannot be sent. Change text or files and try again.
error-invalid-notice-all-reached = Everybody was reached; nobody needs to be telephoned.

## The office's notices
notices-head = Notices
notices-none = There are no notices yet.
notices-waiting = { $count } to be released
notices-write = Write notice
notices-office = ‹ Office
notice-mark-draft = ✎ Draft
notice-mark-waiting = ⚠ To release
notice-mark-scheduled = ◷ Timed
notice-mark-sending = ▶ Sending
notice-mark-paused = ⏸ Paused
notice-mark-stopped = ■ Stopped
notice-mark-sent = ✓ Sent
notice-mark-withdrawn = ✗ Withdrawn
notice-is-draft = draft
notice-is-waiting = waiting for another head's release
notice-is-waiting-author = its author no longer has access; waiting for another head's release
notice-is-scheduled = waiting to be sent
notice-is-scheduled-at = goes out { $when }
notice-is-sending = going out
notice-is-paused = paused
notice-is-sent = sent
notice-is-sent-at = sent { $when }
notice-is-stopped = stopped
notice-is-stopped-at = stopped { $when }
notice-is-withdrawn = withdrawn
notice-is-withdrawn-at = withdrawn { $when }
notice-one-head = “{ $title }”: { $state }
notice-one-until = Valid until { $when }
notice-one-over = Valid until { $when } (over)
notice-one-by = { $place } { $author }
notice-one-progress = { $bar } { $done }/{ $total } people
notice-one-unreached = Not reached { $count }
notice-one-read = Read by { $read }
notice-one-standing = Standing: newcomers get it too
notice-pause = Pause
notice-resume = Continue
notice-stop = Stop
notice-release = Release
notice-give-back = Return
notice-take-back = Withdraw and edit
notice-reading = Who has read it
notice-again = Resend to unread
notice-unreached = Not reached: list
notice-end-standing = No longer standing
notice-correct = Correct
notice-withdraw = Withdraw
notice-look = See it
notice-refresh = Refresh
notice-no = No, back
notice-yes-stop = Stop
notice-yes-withdraw = Withdraw
notice-yes-again = Send once more
notice-yes-standing = No longer standing
notice-sure-stop = Stop “{ $title }”? { $count } people will not get it; what was sent stays.
notice-sure-withdraw = Withdraw “{ $title }”? It is deleted from { $count } chats; after 48 hours it can only be replaced by “withdrawn”.
notice-sure-again = Send “{ $title }” once more, only where nobody of the enterprise has read it: { $count } people at most. It can be done once.
notice-sure-standing = No longer send “{ $title }” to newcomers? What was sent stays.
notice-stop-ask = Stop “{ $title }”? Nobody else gets it; what was sent stays.
notice-kept = Not stopped; sending continues.
notice-done-pause = Paused.
notice-done-resume = Sending continues.
notice-done-stop = Stopped.
notice-done-withdraw = It is being withdrawn.
notice-done-again = It is being sent once more.
notice-done-standing = Newcomers no longer get it.
notice-done-give-back = Returned to its author.
notice-done-correct = Every copy is being corrected.
notice-released-sending = Released; it is going out.
notice-released-scheduled = Released; it goes out at its time.
notice-released-waiting = Released, but it still needs another head's release.
notice-correct-ask =
    Correct “{ $title }”: send the whole new text; { $count } copies will be changed.
    Files cannot be changed: withdraw it and send another.
notice-correct-written = Written earlier, not yet applied: { $text }
notice-correct-again = See what was written before
notice-corrected-head = 【更正】
notice-corrected-change = “{ $before }” is now “{ $after }”
notice-corrected-new = new: “{ $after }”
notice-corrected-gone = removed: “{ $before }”
outbox-notice-corrected = The notice “{ $title }”, which you have read, was corrected. Please read it again.
outbox-button-renotice = Read it
notice-corrected-ask = Above is the new text with its changes marked. Change all { $count } copies? Everybody who read the old text is told and has to confirm again.
notice-corrected-yes = Correct all
notice-give-back-ask = Why return it? Type a few words; its author will see them.

## Reading
notice-reading-head = “{ $title }”, by enterprises:
notice-reading-all = read { $read } · unread { $unread } · not reached { $unreached }
notice-reading-line = { $name } { $read }/{ $reached }
notice-reading-unreached = { " " }({ $count } not reached)
notice-to-unread = { $unread } have not read it
notice-unread-head = Received but not marked as read:
notice-unread-none = Everybody has read it.
notice-unread-place = { " " }({ $place })
notice-unread-first = ‹ From the start

## Received
home-notices =
    Notices{ $unread ->
        [0] {""}
       *[other] {" "}{ $unread }
    }
office-remind = Remind the { $waiting }
office-notices = Notices
command-notices = Notices
received-head = { $count } notices, { $unread } not yet marked as read
received-none = There are no notices now.
received-read = ✓ { $title } { $when }
received-unread = ● { $title } { $when }
received-own = The office's notices

## The list to telephone
calls-sheet = To telephone
calls-title = “{ $title }”: enterprises it did not reach (as of { $day })
calls-file = { $title }-to-telephone-{ $day }
calls-caption = { $count } enterprises were not reached; please telephone them.
calls-head-name = Enterprise
calls-head-place = Place
calls-head-industry = Industry
calls-head-contact = Contact
calls-head-phone = Phone
calls-head-why = Why
calls-head-result = Result of the call
calls-why-unregistered = not registered
calls-why-blocked = blocked the bot
calls-why-failed = sending failed
calls-why-stopped = sending was stopped

## The message that changes while a notice goes out
notice-progress-states = “{ $title }” → { $count } ({ $states })
notice-progress-all = “{ $title }” → { $count } enterprises
notice-progress-again = “{ $title }” again to those who have not read it
notice-progress-correct = Correcting “{ $title }”
notice-progress-withdraw = Withdrawing “{ $title }”
notice-progress-bar = { $bar }  { $done }/{ $total }
notice-progress-speed = { " " }· { $speed } a second
notice-progress-seconds = { " " }· { $count } s to go
notice-progress-minutes = { " " }· { $count } min to go
notice-progress-paused = { " " }· paused
notice-progress-off = { " " }· paused on days off, continues { day-of-month } 08:30
notice-progress-quiet = { " " }· paused at night, continues 08:30
notice-progress-done = { " " }· sent
notice-progress-stopped = { " " }· stopped
notice-progress-withdrawn = { " " }· withdrawn
notice-progress-failed = { $count } people not reached
