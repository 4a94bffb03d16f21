# The ledger: sheets, heads, words in cells.
ledger-file = ledger_{ $place }_{ $day }
ledger-title = { $place } { $plan } { $sheet } ({ $day })
ledger-sheet-enterprises = Enterprises
ledger-sheet-findings = Findings
ledger-sheet-reviews = Reviews
ledger-sheet-coverage = Coverage
ledger-head-number = Form
ledger-head-name = Enterprise
ledger-head-credit-code = Credit code
ledger-head-place = Place
ledger-head-industry = Industry
ledger-head-address = Address
ledger-head-headcount = Workers
ledger-head-contact = Contact
ledger-head-phone = Phone
ledger-head-joined = Registered
ledger-head-step = Step
ledger-head-submitted-on = Handed in on
ledger-head-verdict = Verdict
ledger-head-found = Findings
ledger-head-open = Open
ledger-head-overdue = Overdue
ledger-head-lapsed = Lapsed
ledger-head-found-on = Found on
ledger-head-enterprise = Enterprise
ledger-head-item = Place or item
ledger-head-what = Finding
ledger-head-grade = Grade
ledger-head-source = Found by
ledger-head-measure = Measure
ledger-head-responsible = Responsible
ledger-head-funds = Funds (yuan)
ledger-head-first-due-on = First due
ledger-head-due-on = Due
ledger-head-extensions = Extensions
ledger-head-done-on = Done on
ledger-head-rejections = Sent back
ledger-head-reviewed-by = Reviewed by
ledger-head-closed-on = Closed on
ledger-head-state = State
ledger-head-decided-on = Reviewed on
ledger-head-round = Round
ledger-head-reviewer = Reviewer
ledger-head-comment = Remark
ledger-head-second = Confirmed by
ledger-head-enterprises = In scope
ledger-head-submitted = Handed in
ledger-head-reviewed = Reviewed
ledger-head-coverage = Coverage
ledger-no-measure = undecided (reviewer: { $objection })
ledger-yes = yes
ledger-no = no
ledger-step = { $step ->
    [missing] not registered
    [registered] not started
    [draft] under way
    [submitted] waiting for review
    [in_review] under review
   *[reviewed] reviewed
    }
ledger-grade = { $grade ->
    [major] major
   *[general] general
    }
ledger-source = { $source ->
    [office] review
   *[enterprise] self-check
    }
ledger-state = { $state ->
    [closed] closed
    [done] to verify
    [undecided] no date yet
    [overdue] overdue
   *[open] under way
    }
ledger-button = Ledger
ledger-making = Making the ledger: { $enterprises } in scope, { $findings } findings …
ledger-caption = Ledger of { $place }: { $enterprises } enterprises, { $findings } findings, { $reviews } reviews
ledger-large = The ledger is { $size } MB, above 50 MB and cannot be sent here. Ask the operator to export it on a computer: chenan export ledger --campaign { $campaign }
ledger-forms = Forms
ledger-sheet-records = Duties
ledger-sheet-incidents = Accidents
ledger-head-happened-on = Happened on
ledger-head-what-happened = What happened
ledger-head-substance = Substance
ledger-head-hurt = Hurt
ledger-head-dead = Dead
ledger-head-told = Told
ledger-head-inquiry = Inquiry
ledger-head-shown = Four points
ledger-head-result = Result
ledger-head-published-on = Published on
ledger-incident-point = { $title }: { $sentence } ({ $done ->
    [yes] done
   *[no] not done
    })
ledger-sheet-circulars = Circulars
ledger-sheet-meetings = Meetings
ledger-head-held-on = Held on
ledger-head-called-by = Called by
ledger-head-agenda = Agenda
ledger-head-asked = Invited
ledger-head-came = Came
ledger-head-minutes = Minutes
ledger-head-points = Decided
ledger-head-issued = Minutes sent
ledger-meeting-point = { $text } ({ $party }, by { $due }, { $state ->
    [done] done
   *[open] not done
    })
ledger-head-sent-on = Sent on
ledger-head-from = From
ledger-head-kind = Kind
ledger-head-text = Text
ledger-head-got = To office
ledger-head-answer-by = Answer by
ledger-head-read-on = Read on
ledger-head-answered-on = Answered on
ledger-head-answer = Answer
ledger-head-whose = Whose
ledger-head-duty = Duty
ledger-head-files = Files
ledger-head-to = To
ledger-head-returned = Why returned
ledger-record = { $state ->
    [sent] handed in
    [received] received
    [returned] returned
   *[kept] recorded
    }
ledger-sheet-measures = Measures
ledger-head-decision = Measure
ledger-head-since = Decided on
ledger-head-office = By
ledger-head-paper = Number
ledger-head-penalty = Penalty
ledger-head-amount = Amount (yuan)
ledger-head-reason = Reason
ledger-head-ended = Done on
ledger-head-withdrawn = Withdrawn on
ledger-head-cause = Why withdrawn
ledger-decision = { $kind ->
    [suspend] suspension
    [penalty] penalty
    [closure] closure
   *[refusal] refusal to correct
    }
ledger-stands = { $kind ->
    [suspend] { $state ->
        [open] suspended
        [annulled] withdrawn
       *[done] resumed
    }
    [penalty] { $state ->
        [open] not carried out
        [annulled] withdrawn
       *[done] carried out
    }
    [closure] { $state ->
        [open] proposed
        [annulled] withdrawn
       *[done] closed
    }
   *[refusal] { $state ->
        [open] not put right
        [annulled] withdrawn
       *[done] over
    }
    }
ledger-warned = Not put right after a warning: { $measure }
ledger-sheet-queue = Queue
ledger-queue-title = Waiting for review in { $place } on { $day }, the riskiest first
ledger-queue-file = Queue_{ $place }_{ $day }
ledger-head-why = Reasons for its place
review-queue-file = As a list
review-queue-caption = { $count } are waiting for review, the riskiest first; reports are not mentioned.
ledger-sheet-inspections = Inspections
ledger-head-inspected-on = Inspected on
ledger-head-departments = Departments
ledger-head-officers = Officers
ledger-head-scope = Scope
ledger-scope = { $scope ->
    [all] all items
    [danger] short: ⛔ items
   *[rows] short: chosen rows
    }
columns-button = Sheets to hand up
columns-ask = Which sheet? It has the heads that the superior's system asks for.
columns-making = Making the file …
columns-caption = { $lines ->
    [one] 1 line
   *[other] { $lines } lines
    }. Check heads and values before you hand it up.
columns-large = The file has { $size } MB, too large for the chat. Ask the operator to run: chenan export sheet { $code } --out FILE.xlsx
columns-file = { $title }-{ $place }-{ $day }
ledger-head-checked = Items inspected
ledger-head-faults = Not met
ledger-head-order-due = Put right by
ledger-head-ordered = Ordered
ledger-head-signed = Signed papers
ledger-head-void = Void
ledger-void = { $whole ->
    [yes] the whole inspection
   *[no] { $count ->
        [one] 1 finding
       *[other] { $count } findings
        }
    }: { $reasons }
ledger-head-recalled = Recalled
ledger-recalled = { $state ->
    [corrected] corrected
   *[recalled] recalled: { $reason }
    }
