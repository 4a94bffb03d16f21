# What commands of the command line say when they are done, and what they ask.

cli-content-mistakes = { $count ->
    [one] 1 mistake
   *[other] { $count } mistakes
}
cli-content-sound = sound: plans { $plans }, check items { $items }, questions { $questions }, industries { $industries }, substances { $substances }, laws { $laws }
cli-content-gaps = { $language }: lacks { $sentences } of { $of_sentences } sentences and { $texts } of { $of_texts } texts of plans and rules; Chinese is shown instead
cli-content-gap-lines = lines { $lines }
cli-content-plan = { $title } ({ $level }, { $counted })
cli-content-counts = { $rows } rows, { $dated } of { $phases } phases dated
cli-content-phases = Phases
cli-content-rows = Rows
cli-content-offices = Departments: whether they review the whole form or give opinions on their rows, and whether they decide suspension, penalty and closure
cli-content-whole = whole form
cli-content-decides = decides
cli-content-decides-not = does not decide
cli-content-duties = Duties
cli-content-no-days = to be set by the office
cli-content-core = core
cli-campaign-is-open = campaign { $id } is open in { $place }
cli-campaign-no-day = note: the plan sets no day for handing in the form; `{ $command }` does
cli-campaign-past = warning: already over: { $phases }
cli-campaign-preview = { $title }, { $place }, { $zone }: nothing is written
cli-campaign-ended = ended { $day }: { $reason }
cli-campaign-no-reason = nobody said why
cli-campaign-is-closed = campaign { $id } is closed
cli-campaign-was-closed = campaign { $id } was closed before
cli-campaign-close-preview = campaign { $id }: nothing is written
cli-campaign-left = left open: { $what }
cli-campaign-left-nothing = nothing
cli-campaign-reopened = campaign { $id } is open again
cli-campaign-was-open = campaign { $id } was open
cli-campaign-phase-days = { $code }: { $first } to { $last }
cli-campaign-duty-due = { $code }: due { $due }
cli-campaign-duty-grace = { $code }: due { $due }, taken until { $until }
cli-campaign-moved = { $said } (was { $before })
cli-campaign-moved-open = open
cli-db-at-version = { $database } has version { $version } already
cli-db-upgraded = { $database }: version { $before } -> { $after }
cli-db-no-version = none
cli-db-redis = Redis: notices of private conversations taken out of { $count } states
cli-db-no-key = The report key is not in it: keep its copy elsewhere.
cli-db-sound = { $file } is sound: { $contents }, made { $at }
cli-db-restored = { $file } is restored: { $contents }, made { $at }
cli-db-restored-bucket = Nothing was deleted in { $place }. If it belongs to the restored database, say so by `chenan db claim`; until then no file in it is deleted.
cli-db-copied = { $database }: { $rows } rows in { $tables } tables copied, counted and compared
cli-evidence-copied = { $files } files of evidence, { $mb } MB; { $sent } sent now, compared
cli-evidence-next = To use it: stop the bot, run this again, set CHENAN_EVIDENCE_URL={ $place } (of a folder: remove the setting), then `chenan db claim` and `chenan doctor`.
cli-db-copy-mended = { $count } rows held NUL characters, which PostgreSQL takes in no text: � stands in their place.
cli-db-copy-next = To use it: set CHENAN_DATABASE_URL, run `chenan db claim` (the files stay in { $folder }) and `chenan doctor`.
cli-db-contents = the database, { $files } files of evidence, { $photos } locked photos of reports
cli-db-contents-left = the database, { $photos } sealed photos of reports; { $files } files of evidence were left in { $place } and are not in it
cli-db-made = { $file }: { $contents }
cli-db-encrypted = Encrypted: only the private key of one of { $count } public keys opens it.
cli-db-key-made = The private key is in { $file }. Keep it elsewhere, twice, and not on this machine: without it nobody can open the backups.
    Set CHENAN_BACKUP_RECIPIENTS={ $public }, and backups are encrypted from now on.
cli-db-claimed-already = the photos in { $folder } are this database's already
cli-db-folder-own = { $folder }: this database's.
cli-db-folder-moved = { $folder }: the photos beside this database belong to one with the same mark at another place.
cli-db-folder-foreign = { $folder }: the photos beside this database are another database's.
cli-db-folder-unknown = { $folder }: nothing says whose the photos beside this database are, and it does not name them all.
cli-db-strays = { $count } photos are in none of its reports, and will be deleted.
cli-db-claim-sure = Are they this database's, and no other's?
cli-db-claimed = the photos in { $folder } are { $database }'s
cli-db-bucket-other = { $folder }: the evidence in it is another database's, or nothing says whose it is.
cli-db-believed = believed: { $at } { $zone }
cli-db-old-backup = It was made by a version that wrote no digests: its database and evidence are checked, the photos of reports cannot be. Make a new one.
cli-enterprise-invited = { $name }: one person, until { $until }
cli-closed = closed
cli-closed-before = was closed before
cli-finding-closed = closed
cli-finding-closed-before = was closed before
cli-enterprise-on-list = on the list
cli-enterprise-not-closed = it is not closed
cli-enterprise-merged = { $one } is now { $other }
cli-enterprise-decided = decided before
cli-enterprise-refused = refused
cli-enterprise-let-in = let in
cli-enterprise-codes = { $file }: { $count } codes
cli-enterprise-no-codes = There is no such enterprise; nothing was written.
cli-enterprise-imported = new { $new }, changed { $changed }, unchanged { $unchanged }
cli-enterprise-would-import = would be new { $new }, would be changed { $changed }, unchanged { $unchanged }
cli-enterprise-history-written = { $file }: { $events } entries
cli-enterprise-deadlines-written = { $file }: { $count } days
cli-enterprise-archived = { $file }: { $rows } rows, { $forms } forms, { $files } files, { $missing } missing
cli-enterprise-erase-open = a campaign of its is open
cli-enterprise-erase-from = from { $day } on
cli-enterprise-erased = { $rows } rows, { $files } files, { $people } people
cli-export-ledger-done = { $file }: { $enterprises } enterprises, { $findings } findings, { $reviews } reviews, { $places } places
cli-export-forms-done = { $file }: { $forms } forms of { $places } places
cli-jurisdiction-no-level = no level
cli-jurisdiction-same-zone = zone as above it
cli-jurisdiction-described = { $code }: { $name }, { $level }, { $zone }
cli-jurisdiction-letterhead-is = Full name: { $name }; number: { $number }
cli-keys-made = { $file }: key { $id }
cli-keys-keep-copy = Keep a copy away from this machine. Without it no report can be opened and no receipt works;
    who has it can open every report.
cli-keys-line = key { $id }, made on { $day }, private part { $where }
cli-keys-locked = locked
cli-keys-here = here
cli-keys-elsewhere = elsewhere
cli-keys-proves = statements are proved by { $key }
cli-keys-alone = { $file }: key { $id } alone; { $count } texts and photos were sealed again
cli-keys-replace = Replace the copies of this file: they still hold the older key.
cli-keys-new-key = { $file }: new key { $id }; { $count } texts and photos were sealed again
cli-keys-restart = Restart every process, then run `chenan keys rotate --finish`.
cli-keys-intake-done = { $file }: for processes that take reports in and open none
cli-keys-signed = signed: report { $number } came in on { $day }
cli-keys-passphrase = Passphrase
cli-notice-valid = valid until { $at }
cli-notice-enterprises = enterprises { $count }: { $unregistered } not registered, { $blocked } blocked the bot
cli-notice-people = people { $total }: { $done } done, { $left } left, { $failed } failed, { $unreachable } unreachable, { $stopped } stopped; { $read } have read it
cli-notice-progress = { $state }: { $reached }/{ $total }, not reached { $out }, read { $read }
cli-notice-paused = notice { $id } is paused
cli-notice-paused-before = notice { $id } was paused before
cli-notice-goes-on = notice { $id } goes on
cli-notice-goes-already = notice { $id } goes out already
cli-notice-stopped = notice { $id } is stopped
cli-notice-stopped-before = notice { $id } was stopped before
cli-notice-withdrawing = notice { $id } is being withdrawn
cli-notice-withdrawn-before = notice { $id } was with nobody any more
cli-notice-released = notice { $id } is released: { $state }
cli-outbox-queued = { $count } queued again
cli-outbox-of-digests = { cli-outbox-state } (waits for a digest)
cli-db-not-noted = the backup is made, but could not be noted in the database: chenan status and doctor will not see it
cli-review-line = { $head }: { $value }
cli-review-head-enterprise = enterprise
cli-review-head-place = place
cli-review-head-number = number
cli-review-head-state = state
cli-review-head-risk = risk
cli-review-head-reasons = reasons
cli-review-head-answers = answers
cli-review-head-review = review
cli-review-head-opinion = department
cli-review-head-sign = sign
cli-review-sample-drawn = seed { $seed }, { $drawn } of { $among }
cli-review-due = due { $day }
cli-review-claimed = review { $id }
cli-review-in-queue = in the queue
cli-review-task = { $name }: { $state } at { $level }
cli-staff-invited = { $place }: { staff-department } · { staff-role }, one person, until { $until }
cli-staff-same-role = is { staff-role } already
cli-staff-revoked = seat { $id } is revoked
cli-staff-revoked-before = seat { $id } was revoked before
cli-summary-problems = problems: { $text }
cli-summary-plans = next steps: { $text }
cli-summary-case-line = case: { $id } { $name } { $text }
cli-summary-filed = filed
cli-summary-same = nothing has changed since it was filed
cli-campaign-left-not-started = not started
cli-campaign-left-drafts = drafts
cli-campaign-left-unreviewed = unreviewed
cli-campaign-left-unfixed = unfixed
cli-campaign-left-overdue = overdue
cli-campaign-left-to-accept = to accept
cli-campaign-left-extensions = extensions
cli-campaign-left-escalations = escalations
cli-campaign-left-notices = notices
cli-campaign-left-standing = standing
cli-campaign-left-inspections = inspections
cli-operator-invited = Open it in the chat that is to be told; valid until { $until }
cli-operator-removed = chat { $id } is told no more
cli-status-well = All is well: nothing keeps people or messages waiting.
cli-status-trouble = Trouble: { $what }
cli-content-must = must: { $codes }
cli-duty-received = received
cli-duty-returned = returned
cli-duty-same = that was done before
cli-duty-state = { $state ->
    [sent] handed in
    [received] received
    [returned] returned
   *[kept] recorded
    }
cli-review-refusal = { $name }: refuses to put it right
cli-extension-answered = { $id }: { $state ->
    [granted] { $enterprise }, granted until { $day }
    [refused] { $enterprise }, refused
   *[failed] not answered: { $problem }
    }
cli-error-extension-which = give numbers of requests, or a place with --jurisdiction, not both
cli-error-extension-left = { $count ->
    [one] 1 request was not answered
   *[other] { $count } requests were not answered
    }
cli-error-not-allowed = there is none, or it is not for that seat to do
cli-error-extension-how = give --grant (with or without --until) or --refuse REASON, not both
cli-error-conflict-extension-decided = answered already by { $name }
cli-error-conflict-extension-over = withdrawn, or put right meanwhile
cli-error-invalid-extension-day = that day cannot be granted: it must be after the old one, from today to a year ahead
cli-error-invalid-extension-reason = a refusal needs a reason of 2 to 300 characters
cli-export-sheet-done = Written to { $file }, { $lines ->
    [one] 1 line
   *[other] { $lines } lines
    }
cli-error-no-sheet = no sheet { $code }; there are { $known }
cli-error-sheet-out = say where to write it with --out
cli-campaign-year = { $year ->
    [0] no year is set
   *[other] asked is about what has happened since { $year }
    }
cli-error-invalid-since-year = the year has to be from 1990 to { $last }
cli-notice-template-saved = saved as template { $id }
cli-notice-template-removed = template { $id } was removed
cli-error-invalid-template-title = a title has 1 to { $limit } characters
cli-error-invalid-template-field = there is no “{ $field }”; there are place, office, plan, form, today, due, left, over, grace, check_from, check_to, review_from, review_to, meant, registered, started, submitted, waiting, overdue
cli-error-conflict-template-there = there is a template called “{ $title }”
cli-inspection-head = { $enterprise } ({ $place }), { $day }
