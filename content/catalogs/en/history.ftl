# The record of an enterprise from the beginning on, the newest first.
history-button = Its record
history-own-button = Our record
history-head = { $enterprise } · record
history-count = { $total ->
    [one] { $total } entry
   *[other] { $total } entries, the newest first
    } · page { $page }/{ $pages }
history-none = Nothing on record yet.
history-line = { $day } { $said }
history-pdf = Print PDF
history-making = Putting the record together, one moment.
history-caption = Record of { $enterprise }, { $total ->
    [one] { $total } entry
   *[other] { $total } entries
    }.
history-call = Call
history-call-none = No number on file. The enterprise can give one under “More → Colleagues and enterprise”, an office under “Manage”.
history-call-contact = Number on file: { $whom }
history-call-person = Registered here: { $name }{ $reachable ->
    [yes] {""}
   *[no] {" "}(cannot be reached)
    }
history-send-notice = Send notice
history-back = ‹ Back
history-file = Record of { $enterprise }
history-title = Record of an enterprise
history-field-name = Name
history-field-code = Unified social credit code
history-field-place = Jurisdiction
history-field-address = Address
history-field-industry = Industry
history-field-headcount = Workers
history-field-phone = Telephone
history-column-day = Day
history-column-said = What happened
history-reader-owner = For the enterprise: only what it may know.
history-reader-office = For the office's own use, not to be handed out.
history-printed = Printed on { $day }
history-foot = Made by Chen'an from what is on record. For what the enterprise reported itself, the result of the review counts.
history-registered = Entered in the list of enterprises
history-joined = { $name } joined, to act for the enterprise
history-moved = Moved to another jurisdiction
history-unlisted = Taken off the list (stopped, moved away or not in scope)
history-listed-again = Back on the list
history-begun = Self-check begun: { $plan }
history-submitted = Form { $number } handed in{ $submission ->
    [1] {""}
   *[other] {" "}(submission { $submission })
    }
history-withdrawn = Form { $number } withdrawn to be corrected
history-photo-owed = Photo to follow by { $due }: { $matter }
history-photo-shown = Photo added: { $matter }
history-found = { $whose ->
    [office] Overturned by the review, now a finding: { $matter }
   *[own] Found by the enterprise: { $matter }
    }
history-stopped = Dangerous work stopped: { $matter }
history-planned = Plan by { $due }: { $matter } · { $measure } · { $responsible }
history-put-right = Reported as put right: { $matter }
history-reopened = Not put right after all: { $matter }
history-sent-back = Sent back: { $matter }{ $reason ->
    [none] {""}
   *[other] , { $reason }
    }
history-fails-again = Looked at again, not met: { $matter }
history-settled = Verified and closed: { $matter }
history-extension-asked = More time asked for, until { $due }: { $matter } · { $reason }
history-extension-decided = { $answer ->
    [granted] More time granted, until { $due }: { $matter }
   *[refused] More time refused: { $matter }
    }{ $reason ->
    [none] {""}
   *[other] {" · "}{ $reason }
    }
history-duty-done = Record: { $duty } · { $text }
history-duty-answered = { $answer ->
    [received] Received: { $duty }
   *[returned] Returned: { $duty }
    }{ $reason ->
    [none] {""}
   *[other] , { $reason }
    }
history-upkeep-done = { $upkeep }, next { $due }
history-claimed = Taken for review
history-opinion = { staff-department }: { $answer ->
    [agree] agrees
   *[object] objects
    } · { $matter }{ $reason ->
    [none] {""}
   *[other] , { $reason }
    }
history-asked = The review asks ({ $matter }): { $text }
history-asked-answered = The enterprise answers ({ $matter }): { $text }
history-verdict = Verdict: { $verdict }{ $due ->
    [none] {""}
   *[other] , by { $due }
    }{ $reason ->
    [none] {""}
   *[other] {" · "}{ $reason }
    }
history-task = To be decided: { escalation-kind }
history-handed-up = Handed up for a decision: { escalation-kind }
history-task-dropped = No decision needed any more: { escalation-kind } · { $reason }
history-warned = Warned in writing ({ $office })
history-measure = { $kind ->
    [suspend] Suspended
    [penalty] Penalty
    [closure] Closure proposed
   *[refusal] Refuses to put right
    } ({ $office }){ $number ->
    [none] {""}
   *[other] {" "}{ $number }
    } · { $reason }
history-measure-over = { $kind ->
    [suspend] Suspension over, work resumed
    [penalty] Penalty carried out
    [closure] Enterprise closed
   *[refusal] Refusal lifted
    } ({ $office })
history-resumption-asked = Asks to resume work: { $text }
history-resumption-decided = { $answer ->
    [agreed] Work may be resumed
    [lapsed] Suspension withdrawn: the request to resume lapses
   *[refused] Work may not be resumed
    }{ $reason ->
    [none] {""}
   *[other] , { $reason }
    }
history-notice = Notice “{ $title }” received ({ $office })
history-notice-read = Notice “{ $title }” read
history-visited = Routine inspection ({ staff-department })
history-visit-void = An inspection was voided ({ staff-department }): { $text }
history-fault-void = A finding of an inspection was voided ({ staff-department }): { $text }
history-incident = Accident{ $text ->
    [none] {""}
   *[other] : { $text }
    }
history-incident-result = Result of the inquiry into an accident: { $text }
history-incident-closed = Accident closed
history-incident-void = What was reported was found to be no accident: { $text }
