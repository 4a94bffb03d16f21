# What commands of the command line say when they are done, and what they ask.

cli-content-mistakes = { $count ->
    [one] 1 mistake
   *[other] { $count } mistakes
}
cli-content-sound = sound: plans { $plans }, check items { $items }, questions { $questions }, industries { $industries }, substances { $substances }, laws { $laws }
cli-content-gaps = { $language }: { $sentences } of { $of_sentences } sentences and { $texts } of { $of_texts } texts of plans and rules are missing; Chinese is shown instead
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
cli-campaign-no-day = note: the plan sets no day for handing in the form; set it with `{ $command }`
cli-campaign-past = warning: already over: { $phases }
cli-campaign-preview = { $title }, { $place }, { $zone }: nothing is written
cli-campaign-ended = ended { $day }: { $reason }
cli-campaign-no-reason = no reason given
cli-campaign-is-closed = campaign { $id } is closed
cli-campaign-was-closed = campaign { $id } was already closed
cli-campaign-close-preview = campaign { $id }: nothing is written
cli-campaign-left = left open: { $what }
cli-campaign-left-nothing = nothing
cli-campaign-reopened = campaign { $id } is open again
cli-campaign-was-open = campaign { $id } was not closed
cli-campaign-phase-days = { $code }: { $first } to { $last }
cli-campaign-duty-due = { $code }: due { $due }
cli-campaign-duty-grace = { $code }: due { $due }, accepted until { $until }
cli-campaign-moved = { $said } (was { $before })
cli-campaign-moved-open = not set
cli-db-at-version = { $database } already has version { $version }
cli-db-upgraded = { $database }: version { $before } -> { $after }
cli-db-no-version = none
cli-db-redis = Redis: notices of private conversations removed from { $count } states
cli-db-no-key = The report key is not in the backup: keep its copy elsewhere.
cli-db-sound = { $file } is sound: { $contents }, made { $at }
cli-db-restored = { $file } is restored: { $contents }, made { $at }
cli-db-restored-bucket = Nothing was deleted in { $place }. If it belongs to the restored database, run `chenan db claim`; until then no file in it is deleted.
cli-db-copied = { $database }: { $rows } rows in { $tables } tables copied, counted and compared
cli-evidence-copied = { $files } evidence files, { $mb } MB; { $sent } sent now, compared
cli-evidence-next = To use it: stop the bot, run this again, set CHENAN_EVIDENCE_URL={ $place } (for a folder, remove the setting), then run `chenan db claim` and `chenan doctor`.
cli-db-copy-mended = { $count } rows held NUL characters, which PostgreSQL cannot store: they were replaced by �.
cli-db-copy-next = To use it: set CHENAN_DATABASE_URL, run `chenan db claim` (the files stay in { $folder }) and `chenan doctor`.
cli-db-contents = the database, { $files } evidence files, { $photos } sealed photos of reports
cli-db-contents-left = the database, { $photos } sealed photos of reports; { $files } evidence files stay in { $place } and are not in it
cli-db-made = { $file }: { $contents }
cli-db-encrypted = Encrypted: it opens only with the private key of one of { $count } public keys.
cli-db-key-made =
    The private key is in { $file }. Keep two copies elsewhere (such as USB sticks, one in a safe) and none on this machine: without it nobody can open the backups.
    Set CHENAN_BACKUP_RECIPIENTS={ $public }, and backups are encrypted from now on.
cli-db-claimed-already = the photos in { $folder } already belong to this database
cli-db-folder-own = { $folder }: belongs to this database.
cli-db-folder-moved = { $folder }: the photos beside this database belong to a database with the same mark in another place.
cli-db-folder-foreign = { $folder }: the photos beside this database belong to another database.
cli-db-folder-unknown = { $folder }: it is unknown to which database the photos beside this one belong, and it does not list them all.
cli-db-strays = { $count } photos are in none of its reports, and will be deleted.
cli-db-claim-sure = Do they belong to this database, and to no other?
cli-db-claimed = the photos in { $folder } now belong to { $database }
cli-db-bucket-other = { $folder }: the evidence in it belongs to another database, or it is unknown to which.
cli-db-believed = clock confirmed: { $at } { $zone }
cli-db-old-backup = It was made by an older version that wrote no digests: database and evidence are checked, the photos of reports cannot be. Make a new backup.
cli-enterprise-invited = { $name }: for one person, valid until { $until }
cli-closed = taken off the list
cli-closed-before = was already off the list
cli-finding-closed = closed
cli-finding-closed-before = was already closed
cli-enterprise-on-list = on the list
cli-enterprise-not-closed = it was not taken off the list
cli-enterprise-merged = { $one } is merged into { $other }
cli-enterprise-decided = already decided
cli-enterprise-refused = refused
cli-enterprise-let-in = admitted
cli-enterprise-codes = { $file }: { $count } codes
cli-enterprise-no-codes = There is no such enterprise; nothing was written.
cli-enterprise-imported = new { $new }, changed { $changed }, unchanged { $unchanged }
cli-enterprise-would-import = would be new { $new }, would be changed { $changed }, unchanged { $unchanged }
cli-enterprise-history-written = { $file }: { $events } entries
cli-enterprise-deadlines-written = { $file }: { $count } deadlines
cli-enterprise-archived = { $file }: { $rows } rows, { $forms } forms, { $files } files, { $missing } missing
cli-enterprise-erase-open = a campaign it takes part in is still open
cli-enterprise-erase-from = from { $day } on
cli-enterprise-erased = { $rows } rows, { $files } files, { $people } people
cli-export-ledger-done = { $file }: { $enterprises } enterprises, { $findings } findings, { $reviews } reviews, { $places } places
cli-export-forms-done = { $file }: { $forms } forms, { $places } places
cli-jurisdiction-no-level = no level
cli-jurisdiction-same-zone = time zone of the place above
cli-jurisdiction-described = { $code }: { $name }, { $level }, { $zone }
cli-jurisdiction-letterhead-is = Full name: { $name }; number: { $number }
cli-keys-made = { $file }: key { $id }
cli-keys-keep-copy = Keep a copy away from this machine. Without it no report can be opened and no receipt works;
    whoever has it can open every report.
cli-keys-line = key { $id }, made on { $day }, private part { $where }
cli-keys-locked = locked
cli-keys-here = here
cli-keys-elsewhere = elsewhere
cli-keys-proves = statements are verified with { $key }
cli-keys-alone = { $file }: only key { $id } is left; { $count } texts and photos were sealed again
cli-keys-replace = Replace the copies of this file: they still hold the older key.
cli-keys-new-key = { $file }: new key { $id }; { $count } texts and photos were sealed again
cli-keys-restart = Restart every process, then run `chenan keys rotate --finish`.
cli-keys-intake-done = { $file }: for processes that receive reports and open none
cli-keys-signed = the signature is valid: report { $number } came in on { $day }
cli-keys-passphrase = Passphrase
cli-notice-valid = valid until { $at }
cli-notice-enterprises = enterprises { $count }: { $unregistered } not registered, { $blocked } blocked the bot
cli-notice-people = people { $total }: { $done } done, { $left } left, { $failed } failed, { $unreachable } unreachable, { $stopped } stopped; { $read } have read it
cli-notice-progress = { $state }: { $reached }/{ $total }, not reached { $out }, read { $read }
cli-notice-paused = notice { $id } is paused
cli-notice-paused-before = notice { $id } was already paused
cli-notice-goes-on = notice { $id } is being sent again
cli-notice-goes-already = notice { $id } was already being sent
cli-notice-stopped = notice { $id } is stopped
cli-notice-stopped-before = notice { $id } was already stopped
cli-notice-withdrawing = notice { $id } is being withdrawn
cli-notice-withdrawn-before = nobody has notice { $id } any more
cli-notice-released = notice { $id } is released: { $state }
cli-outbox-queued = { $count } queued again
cli-outbox-of-digests = { cli-outbox-state } (waits for a digest)
cli-db-not-noted = the backup is made, but could not be recorded in the database: chenan status and doctor will not see it
cli-review-line = { $head }: { $value }
cli-review-head-enterprise = enterprise
cli-review-head-place = place
cli-review-head-number = number
cli-review-head-state = state
cli-review-head-risk = risk
cli-review-head-reasons = reasons
cli-review-head-answers = answers
cli-review-head-review = review
cli-review-head-opinion = department's opinion
cli-review-head-sign = sign
cli-review-sample-drawn = seed { $seed }, { $drawn } of { $among }
cli-review-due = due { $day }
cli-review-claimed = review { $id }
cli-review-in-queue = in the queue
cli-review-task = { $name }: { $state } at { $level }
cli-staff-invited = { $place }: { staff-department } · { staff-role }, for one person, valid until { $until }
cli-staff-same-role = already { staff-role }
cli-staff-revoked = seat { $id } is revoked
cli-staff-revoked-before = seat { $id } was already revoked
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
cli-campaign-left-to-accept = to verify
cli-campaign-left-extensions = extensions
cli-campaign-left-escalations = to decide
cli-campaign-left-notices = notices
cli-campaign-left-standing = notices that also go to later registrations
cli-campaign-left-inspections = inspections
cli-operator-invited = Open it in the chat that is to get alerts; valid until { $until }
cli-operator-removed = chat { $id } gets no more alerts
cli-status-well = All is well: nothing keeps people or messages waiting.
cli-status-trouble = Trouble: { $what }
cli-content-must = required: { $codes }
cli-duty-received = received
cli-duty-returned = returned
cli-duty-same = this was done before
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
cli-error-not-allowed = there is none, or this seat may not do it
cli-error-extension-how = give --grant (with or without --until) or --refuse REASON, not both
cli-error-conflict-extension-decided = answered already by { $name }
cli-error-conflict-extension-over = withdrawn, or put right meanwhile
cli-error-invalid-extension-day = that day cannot be granted: it must be after the old due day, from today to a year ahead
cli-error-invalid-extension-reason = a refusal needs a reason of 2 to 300 characters
cli-export-sheet-done = Written to { $file }, { $lines ->
    [one] 1 line
   *[other] { $lines } lines
    }
cli-error-no-sheet = no sheet { $code }; there are { $known }
cli-error-sheet-out = name the file with --out
cli-campaign-year = { $year ->
    [0] no year is set
   *[other] asks about what happened since { $year }
    }
cli-error-invalid-since-year = the year has to be from 1990 to { $last }
cli-notice-template-saved = saved as template { $id }
cli-notice-template-removed = template { $id } was removed
cli-error-invalid-template-title = a title has 1 to { $limit } characters
cli-error-invalid-template-field = there is no “{ $field }”; there are place, office, plan, form, today, due, left, over, grace, check_from, check_to, review_from, review_to, meant, registered, started, submitted, waiting, overdue
cli-error-conflict-template-there = there is a template called “{ $title }”
cli-inspection-head = { $enterprise } ({ $place }), { $day }
