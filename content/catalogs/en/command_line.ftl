# Help of the command line `chenan`. Names of commands, options and arguments in capitals stay as they are.

cli-chenan = Telegram bot for campaigns against dust and highly toxic substances at work.
cli-demo = Try Chen'an: no token, no internet.
cli-demo-time = Time by the demonstration's clock: { $at } ({ $zone }).
cli-run = Run bot and scheduler in one process (what a single office runs).
cli-bot = Run the bot alone.
cli-scheduler = Run the scheduler alone.
cli-simulator = Run a local stand-in for Telegram: a Bot API on this machine and a page of chats.
cli-db = Create, back up, check and restore the database.
cli-db-backup = Write database, evidence and sealed reports to FILE (tar), checked; the bot may go on working.
cli-db-claim =
    Say that evidence and photos of reports in CHENAN_DATA_DIR are this database's.

    After the database was moved to another place, or brought back by hand: until then no file is deleted.
cli-db-copy =
    Copy the database FROM into the empty database TO: addresses (postgresql://…) or SQLite files.

    Stop the bot first. Rows are counted and compared; files stay where they are. After a kill the same command goes on.
cli-db-restore =
    Put them back from FILE. Stop the bot first; as it starts it wipes again what was to be gone.

    Not at once where FILE is older than a week: see `chenan db trust-clock`.
cli-db-trust-clock =
    Say that this machine's clock is right.

    Where it is much later than when the database last saw it, nothing is deleted for its age until it has gone evenly for a day of running, or until this is said.
cli-db-upgrade = Create the tables, or bring them to this version; safe to repeat.
cli-db-verify = Check the backup FILE whole (digests, database, evidence); changes nothing and needs no settings.
cli-db-new-key = Write a new private key for backups to FILE, and show the public one (format of age).
cli-evidence = Move photos and files between the disk and a bucket.
cli-evidence-copy =
    Copy the evidence (photos and files) FROM a folder or s3://BUCKET/PREFIX TO another.

    The bot may work on: copy once, stop the bot, copy again, then change CHENAN_EVIDENCE_URL. What is there is not sent again, every file is compared, nothing is deleted at either place. After a kill the same command goes on.
cli-content = Check and show plans, check items and texts.
cli-content-check =
    Check the content in PATH (default: the content that comes with the program).

    A mistake is one line: file, line, what is wrong and what to write instead.
cli-content-list = List the plans that a campaign can be opened from.
cli-content-show = Show a plan (hailing), a check item (I05) or a question (Q05.2).
cli-campaign = Open, list, show, move, close and reopen campaigns.
cli-campaign-close =
    Close a campaign: nothing more is asked or reminded of; its offices and enterprises are told.

    Its figures stay as they are today; ledger, overview and forms can still be read, the summary still be filed. Notices not yet begun go back to their authors. `chenan campaign reopen` takes it back.
cli-campaign-list = List campaigns, newest first.
cli-campaign-open =
    Open a campaign from the plan TEMPLATE (see `chenan content list`), its phases moved to START.

    The offices there and below get one message that sums it up.
cli-campaign-reopen = Take the end of a campaign back: it goes on where it stood; who was told of the end is told.
cli-campaign-set-duty = Set the day DUE on which the duty CODE is due; it is still taken for as many days after it as before unless --grace says otherwise. What is handed in with it moves along.
cli-campaign-set-phase = Move the phase CODE to FIRST to LAST, the last day included; duties due in or after it move along.
cli-campaign-show = Show a campaign with the days of its phases and duties.
cli-jurisdiction = Keep the tree of offices.
cli-jurisdiction-add = Add a jurisdiction: CODE is what commands call it, NAME what people read (海陵区).
cli-jurisdiction-list = List all jurisdictions, each followed by those below it.
cli-jurisdiction-set = Say of which level CODE is and in which time zone; what is not given stays.
cli-staff = Invite, list and revoke staff of offices.
cli-staff-change = Give the seat ID (see `list`) another role.
cli-staff-invite = Print a link by which one person joins an office; it works once and for seven days.
cli-staff-list = List staff, by office, heads first.
cli-staff-revoke = Take a seat away at once; ID as `chenan staff list` shows it.
cli-staff-end-devices = Sign the person of a seat out of the web page on all devices; ID as `chenan staff list` shows it.
cli-audit = List what people of an office did, the newest first.
cli-enterprise = Import, list, keep and invite enterprises.
cli-enterprise-admit = Let somebody in who asked to join (see `requests`), or refuse it; they are told.
cli-enterprise-history = Show what happened to the enterprise with CREDIT_CODE, the newest first, or write it as a PDF.
cli-enterprise-deadlines = Write the days by which the enterprise with CREDIT_CODE owes something as a calendar file.
cli-enterprise-archive = Write everything kept of the enterprise with CREDIT_CODE: data, forms, photos.
cli-enterprise-close = Take the enterprise with CREDIT_CODE off the list; its people are told, its records stay.
cli-enterprise-erase = Erase everything the enterprise with CREDIT_CODE gave, once the years of keeping are over.
cli-enterprise-import =
    Import the enterprises of FILE (XLSX, XLS, ODS or CSV): all of them, or none if a single row is wrong.

    The same file again changes nothing.
cli-enterprise-invitations = Print QR codes by which enterprises join where nobody is in yet; each works once, for 30 days.
cli-enterprise-invite =
    Print a link by which one person joins the enterprise with CREDIT_CODE; the first one is its owner.

    With --name, --industry, --headcount and --jurisdiction a new enterprise is put on the list first. --contact and --phone say whom to telephone where the bot reaches nobody, also of one on the list.
cli-enterprise-list = List enterprises in the order they came in; with --step how far they are in a campaign.
cli-enterprise-merge = Put the enterprise with the code DOUBLE together with INTO: people and form go along.
cli-enterprise-move = Move the enterprise with CREDIT_CODE to the jurisdiction with the code PLACE.
cli-enterprise-end-devices = Sign all who act for the enterprise with CREDIT_CODE out of the web page on all devices.
cli-enterprise-poster =
    Print the link for posters at the enterprise with CREDIT_CODE: an anonymous report begins there.

    It names the enterprise and nobody else, and stays the same, so that posters do.
cli-enterprise-posters = Print the posters by which workers report, a page for each enterprise.
cli-enterprise-rename = Correct the name of the enterprise with CREDIT_CODE.
cli-enterprise-reopen = Take the closed enterprise with CREDIT_CODE back onto the list.
cli-enterprise-requests = List who asks to join an enterprise.
cli-enterprise-template = Write an empty list of enterprises with its heads, choices and an explanation.
cli-overview = Show how far a campaign is, by steps, rectifications and places.
cli-export = Export ledgers, forms and summaries.
cli-export-forms = Write all forms that were handed in as PDFs into a ZIP, a folder for each place.
cli-export-ledger = Write the ledger (台账): enterprises, findings, reviews, coverage. All of it, or nothing.
cli-export-summary = Write the summary of a campaign, or the report of a month, as PDF and Word.
cli-summary = Write, file and list what offices account for. `chenan export summary` makes the files.
cli-summary-case = Tell of an enterprise as a typical case. Without --self-check: list those that could be.
cli-summary-file = File a summary as it stands to the office above; the plan's duty is done with it.
cli-summary-list = List the places below with whether they have filed.
cli-summary-write = Write what the office says itself. Without an option: show what is written.
cli-review = Review forms, accept what was put right, decide what waits for a person.
cli-review-accept = Accept a rectification: its finding is closed, its enterprise told.
cli-review-claim = Take the form FORM to review it.
cli-review-decide = End the review of FORM: pass, correct, again, suspend, penalty, closure or exposure.
cli-review-done = List rectifications said to be done that wait to be accepted, the earliest due first.
cli-review-give-back = Give the form FORM back to the queue.
cli-review-hand-up = Hand TASK up to the office above.
cli-review-advise = Say for one's department of the answer to QUESTION (as Q07.1) that it holds, or does not.
cli-review-judge = Agree with the answer to QUESTION (as Q03.1), or overturn it.
cli-review-queue = List what waits for a review, the riskiest first, with the reasons.
cli-review-reject = Send a rectification back with a reason and a new day.
cli-review-sample = Draw forms at random for spot checks; the seed is kept, and draws the same ones again.
cli-review-settle = Decide TASK, or drop it.
cli-review-show = Show one form: how it stands, why it is looked at first, signs of a check done for show.
cli-review-tasks = List what waits for a person to decide: long overdue, sent back again and again, handed up.
cli-review-warn = Warn the enterprise of TASK in writing (see `tasks`).
cli-notice = Watch notices and hold them.
cli-notice-list = List notices, newest first; drafts are their authors' alone.
cli-notice-pause = Hold a notice that goes out.
cli-notice-release = Release a notice that waits for a second person, where an office has nobody to do so.
cli-notice-resume = Go on with a paused notice.
cli-notice-show = Show how far a notice is, and who has read it.
cli-notice-paper = Write notice ID as a paper (PDF, Word).
cli-notice-stop = Break a notice off; what was sent stays.
cli-notice-watch = Show a notice on its way until it is over: a bar on a terminal, else lines (of JSON with --json).
cli-notice-why = Say for each contact of an enterprise whether a notice has reached them, and why not.
cli-reminder = See what became of reminders.
cli-reminder-why = Say for each contact of an enterprise what they were reminded of, and why not.
cli-notice-withdraw = Take a notice back from everybody.
cli-outbox = See messages that Telegram refused, and try them once more.
cli-outbox-parked = List the messages that are parked, with Telegram's reason.
cli-outbox-retry = Send the messages with these IDS once more; notices and reminders are sent from their own side.
cli-outbox-waiting = Count the messages that are not out, by state, and for how long the oldest has been due.
cli-outbox-unreachable = Count by place the contacts whom no message reaches, and the enterprises nobody can be reached at.
cli-keys = Make and change the key of anonymous reports.
cli-keys-intake = Write to FILE what a process needs that only takes reports in: no private key.
cli-keys-new = Make the key, in the file CHENAN_REPORT_KEY_FILE names; never over an old one.
cli-keys-rotate =
    Change to a new key, and seal to it what was sealed to the older ones.

    First `chenan keys rotate`, then restart every process (they go on sealing to the key they know), then `chenan keys rotate --finish`, which drops the older keys.
cli-keys-show = Show what is public: ids and days of the keys, and the key that proves statements.
cli-keys-verify = Say whether this office signed STATEMENT: that a report came in on a day, under a number.
cli-doctor = Check the installation; say of each thing whether it is in order, or what to do.
cli-option-office-below = Its office, and those below.
cli-option-reason-audit = Why; kept in the audit.
cli-option-past = Also days that are over already, for the record.
cli-option-runs-where = Where it runs, and below.
cli-option-start = First day of its first phase with dates.
cli-option-dry-run-days = Only show the days it would have.
cli-option-only-below = Only there and below.
cli-option-only-open = Only open ones.
cli-option-reason-campaign = Why; kept with the campaign and in the audit.
cli-option-dry-run-close = Only show what it would leave open.
cli-option-alone = Leave the days of its duties.
cli-option-grace = Last day on which it is still taken.
cli-option-json-all = Print everything as JSON.
cli-option-force = Replace the data that are there.
cli-option-identity = File with the private key of an encrypted backup (format of age).
cli-option-live = Copy although a program works on FROM; what it writes from now on is not in TO.
cli-option-whole = Read every file of TO again and compare its digest.
cli-option-yes = Do not ask.
cli-option-port-any = 0: any free.
cli-option-demo-data = Keep everything here; without it, it is gone at the end.
cli-option-speed = 1440: a day passes in a minute.
cli-option-no-browser = Do not open the page.
cli-option-search = Part of the name, or the beginning of the code.
cli-option-all-closed = Closed ones too.
cli-option-step = Only those that are so far.
cli-option-new-name = Name, for an enterprise that is not on the list yet; so the next four.
cli-option-industry = Key of its industry.
cli-option-headcount = Number of workers.
cli-option-located = Where it is.
cli-option-address = Street and number.
cli-option-contact = Whom the office telephones there.
cli-option-phone = The telephone number.
cli-option-out-pdf = The PDF to write.
cli-option-readiness-of = The list of this enterprise instead of the office's
cli-option-below = There and below.
cli-option-note = In your own words; kept in the audit.
cli-option-codes = Only these; may be repeated.
cli-option-refuse = Do not let them in.
cli-option-sheet-language = Of heads and remarks.
cli-option-out-xlsx = The XLSX to write.
cli-option-template-place = Offer the places there and below as choices.
cli-option-import-place = Where they are, or below.
cli-option-dry-run-check = Only check.
cli-option-marked = With mistakes: write a copy with them marked.
cli-option-out-history = The PDF; without it, text is printed.
cli-option-out-ics = The calendar file (.ics).
cli-option-out-archive = The ZIP.
cli-option-really = Really; without it, only say from which day on it may be done.
cli-option-campaign-below = Only there and below (default: the campaign's place).
cli-option-out-zip = The ZIP to write.
cli-option-out-summary = The file to write: .pdf or .docx; without an ending, both.
cli-option-out-paper = Write it as a paper too: .pdf, .docx, or without an ending both.
cli-option-full-name = The full name of its office, as on its seal; "" takes it away.
cli-option-number-pattern = Number of its papers as on an earlier one, 海应急〔2026〕12号, or 海应急 alone; "" takes it away.
cli-option-filed = As it was filed last, not as it stands.
cli-option-level = A district is a county.
cli-option-zone = Its time zone (default: as above it).
cli-option-parent = Code of the jurisdiction above it.
cli-option-passphrase = Lock the private key; it is asked for at every start.
cli-option-finish = After all processes were restarted: drop the older keys.
cli-option-public-key = The public key, as `chenan keys show` gives it.
cli-option-offices-below = Only of offices there and below.
cli-option-newest = The newest so many.
cli-option-all-parked = All that are parked.
cli-option-out-png = Write it as a PNG, too.
cli-option-league = List the places below by rank.
cli-option-seed = Draw by this seed again (default: a new one).
cli-option-reason-enterprise = Why; the enterprise reads it.
cli-option-due = The new day (default: as the content says).
cli-option-by = Seat of the officer whose review it is (`staff list`).
cli-option-comment-advise = Why; needed to object, the office that reviews sees it.
cli-option-comment-judge = Why; overturning needs it, and the enterprise reads it.
cli-option-due-decide = The day that `correct` and `again` give.
cli-option-comment-decide = What the enterprise and the form say.
cli-option-reason-above = Why; the office above reads it.
cli-option-simulator-data = Keep chats and files here; without it they are gone at the end.
cli-option-flood = Refuse with 429 what Telegram would find too fast.
cli-option-whose-office = Whose office.
cli-option-role = What they may do there and below.
cli-option-department = Which department.
cli-option-staff-name = What they are called in the office (default: as in Telegram).
cli-option-problems = Open problems; "" takes them out.
cli-option-plans = Next steps; "" takes them out.
cli-option-self-check = ID of a handed-in form.
cli-option-typical = Why it is typical.
cli-option-remove = Leave it out.
cli-option-month = The report of a month, as 2026-11 (default: the summary of the whole campaign).
cli-option-whose = Whose (default: the campaign's place).
cli-option-json = Print JSON.
cli-option-bot = Name of the bot (default: CHENAN_BOT_NAME).
cli-option-campaign = ID of the campaign (default: the only one that is open there).
cli-list-demo = Try it: simulator, bot and scheduler in one process.
cli-list-run = Run bot and scheduler in one process.
cli-list-bot = Run the bot alone.
cli-list-scheduler = Run the scheduler alone.
cli-list-simulator = Run the local Bot API with its chat page.
cli-list-db = Create, back up, check and restore the database.
cli-list-evidence = Move photos and files between disk and bucket.
cli-list-content = Check and show plans, check items and texts.
cli-list-campaign = Open, list, show and close campaigns.
cli-list-jurisdiction = Keep the tree of offices.
cli-list-staff = Invite, list and revoke staff of offices.
cli-list-audit = See who of an office did what.
cli-list-enterprise = Import, list and invite enterprises.
cli-list-overview = Show how far a campaign is, as text or picture.
cli-list-export = Export ledgers, forms and summaries.
cli-list-summary = Write and file summaries and monthly reports.
cli-list-review = Review what was handed in.
cli-list-notice = Watch notices and hold them.
cli-list-reminder = Say why an enterprise was not reminded.
cli-list-outbox = See what Telegram refused, and try it once more.
cli-list-keys = Make and change the key of anonymous reports.
cli-list-doctor = Check the installation and say how to mend it.
cli-click-help = Show this message and exit.
cli-click-version = Show the version and exit.
cli-click-confirm = Confirm the action without prompting.
cli-click-usage = Usage:
cli-click-options = Options
cli-click-commands = Commands
cli-click-required = required
cli-click-default = default: { $default }
cli-click-choose = Choose from: { $choices }
cli-click-missing-argument = Missing argument
cli-click-missing-option = Missing option
cli-click-missing-parameter = Missing parameter
cli-click-missing-command = Missing command.
cli-click-no-option = No such option { $name }.
cli-click-no-command = No such command { $name }.
cli-click-mean = Did you mean { $possibility }?
cli-click-mean-one = (Did you mean one of: { $possibilities }?)
cli-click-extra = Got unexpected extra argument ({ $args })
cli-click-extras = Got unexpected extra arguments ({ $args })
cli-click-invalid = Invalid value: { $message }
cli-click-invalid-for = Invalid value for { $param_hint }: { $message }
cli-click-no-value = Option { $name } does not take a value.
cli-click-needs-value = Option { $name } requires an argument.
cli-click-not-one-of = { $value } is not one of { $choices }.
cli-click-no-number = { $value } is not a valid { $number_type }.
cli-click-format = { $value } does not match the format { $format }.
cli-click-range = { $value } is not in the range { $range }.
cli-click-absent = { $name } { $filename } does not exist.
cli-click-is-file = { $name } { $filename } is a file.
cli-click-is-directory = { $name } { $filename } is a directory.
cli-click-not-readable = { $name } { $filename } is not readable.
cli-click-not-writable = { $name } { $filename } is not writable.
cli-click-error = Error: { $message }
cli-click-repeat = Repeat for confirmation
cli-click-no-match = Error: The two entered values do not match.
cli-click-bad-input = Error: invalid input
cli-notice-withdraw-sure = Delete every copy, or replace it where Telegram no longer deletes?

cli-reminder-why-closed = It is closed, so nobody is reminded.
cli-reminder-why-no-campaign = No campaign is open at its place, so nobody is reminded.
cli-reminder-why-not-planned = Today is not planned yet (from 08:30 on; if it never is, see whether chenan scheduler runs).
cli-reminder-why-nothing = There is nothing to remind of now.
cli-reminder-why-none = Nobody acts for it, or there is nothing to remind of.
cli-reminder-why-sent = reminded at { $at }
cli-reminder-why-moot = did not hold any more when it was to be said on { $day }
cli-reminder-why-muted = muted by the reader at { $at }
cli-reminder-why-waiting = waits for the digest of { $day }
cli-reminder-why-put-off = put off until { $day }
cli-reminder-why-not-due = not due yet, first on { $day }
cli-reminder-why-done = done
cli-reminder-why-no-day = no day is set
cli-reminder-why-missed = not planned for them on { $day }: joined later, could not be reached, or the day was set later
cli-reminder-why-next = { $said }; next on { $day }
cli-list-operator = Say who is told when the installation fails.
cli-operator = Say who is told when the installation fails.
cli-operator-invite = Print a link by which one chat joins; it works once and for a day.
cli-operator-list = List the chats that are told.
cli-operator-remove = Tell the chat ID (see `list`) no more.
cli-list-status = Show on one screen how the installation is.
cli-status = Show on one screen how the installation is; exits with 1 where something fails.
cli-option-later = move the phases that follow by as many days, too
cli-duty = See what was recorded of the plan's duties; take it or return it as the office above.
cli-duty-list = List the records of a campaign, the latest first.
cli-duty-receive = Take what was handed in; its writers are told.
cli-duty-return = Return what was handed in, with the reason; its duty is to be done again.
cli-list-duty = See what was recorded of duties, take it, return it.
cli-option-of-place = Only of this place and those below it.
cli-option-waiting = Only what waits to be taken.
cli-circular = Write to offices below; see who has read it, and what they answered.
cli-circular-list = List the circulars of an office, the latest first.
cli-circular-show = Show a circular with who has read it and what they answered.
cli-circular-paper = Write a circular as a paper (PDF, Word).
cli-incident = Record accidents: who was told, the four points, the result; write one to a file.
cli-incident-list = List the accidents of enterprises in a place and below, the open ones first.
cli-incident-show = Show an accident: who was told at which minute, the four points.
cli-incident-paper = Write an accident as PDF or Word.
cli-list-incident = See accidents.
cli-meeting = Call joint meetings; record attendance, minutes and the points decided.
cli-meeting-list = List the joint meetings an office called or was asked to, the latest first.
cli-meeting-show = Show a joint meeting: agenda, answers, minutes, points decided.
cli-meeting-minutes = Write the minutes of a meeting as PDF or Word.
cli-list-meeting = See joint meetings and minutes.
cli-option-meetings-of = The office of which place.
cli-meeting-no-minutes = This meeting has no minutes yet.
cli-meeting-came = { $came ->
    [yes] came
    [no] absent
   *[none] not recorded
    }
cli-list-circular = See circulars between offices, and the answers.
cli-option-circulars-of = Whose office.
cli-jurisdiction-hotline = Publish a number for reports by telephone, or withdraw one; then list those of CODE.
cli-jurisdiction-letterhead = Say how the papers of CODE are signed and numbered; without options, show it.
cli-option-hotline-add = Publish one: “department number hours”, with blanks between.
cli-option-hotline-remove = Withdraw the one with this id.
cli-review-measures = List what was decided about enterprises: suspensions, penalties, closures, refusals.
cli-review-resume = Agree that the enterprise of the suspension MEASURE takes up work again, or refuse.
cli-review-penalty = Write down what the paper of MEASURE says: number, day, of a penalty kind and amount.
cli-review-end = Write down that MEASURE was carried out: penalty paid, enterprise closed, refusal over.
cli-review-refused = Say that the enterprise of TASK refuses to put it right; the task stays open.
cli-review-exposures = List whom two people agreed to name in public, with the reason.
cli-option-paper-number = number of the paper
cli-option-penalty-kind = kind of penalty
cli-option-penalty-yuan = amount in yuan
cli-option-paper-day = day of the paper
cli-option-end-day = the day it was carried out, today unless given
cli-extension = List requests for more time, and answer several at once.
cli-extension-list = List the requests of a place and below that wait for an answer, the oldest due day first.
cli-extension-answer = Answer each EXTENSION, or all that wait at a place; those that cannot be answered are named.
cli-option-extensions-of = All that wait in the place and below.
cli-option-grant = Grant: to each the day it asks for.
cli-option-grant-until = Grant: to all this day.
cli-option-refuse-extension = Refuse, with this reason.
cli-list-extension = List and answer requests for more time.
cli-export-sheet = Write the sheet CODE with the heads that a superior's system asks for; without CODE list the sheets.
cli-option-columns = A file of one's own with heads (YAML), see content/columns.yaml.
cli-campaign-set-year = Set the YEAR from which rows are meant that ask about what has happened since one; without it none.
cli-notice-templates = List the templates of notices that an office wrote itself, with those of the offices above.
cli-notice-save-template = Save the text of FILE as a template of the place's office under TITLE.
cli-notice-remove-template = Remove the template ID.
cli-option-own-template-place = Place of the office whose template it is.
cli-inspection = Show inspections that were made, and write their papers.
cli-inspection-list = List the inspections made in a place and below; planned ones are not listed.
cli-inspection-show = Show INSPECTION with what was seen of each item.
cli-inspection-paper = Write the record of INSPECTION, or its order, as PDF and Word to be signed.
cli-list-inspection = Show inspections and their papers.
cli-option-doors = What the codes open: telegram, web (the page) or both (a small page to choose from). Default: CHENAN_DOORS.
cli-devices-ended = ended devices: { $count }
cli-jurisdiction-rank = Switch the ranking of the places below CODE on or off; without an option, show it.
cli-option-rank = On or off; switched off, no places further down are ranked either.
cli-jurisdiction-ranked = { $now ->
    [on] The places below are ranked
   *[off] The places below are not ranked
}
cli-option-overview-by = List by industry, hazard or check item.
cli-export-briefing = Write the paper for a meeting (a PDF of two pages): progress, changes, places, worst items, decisions.
cli-export-readiness = The list of what inspectors ask to see, each with its state (PDF, Word)
