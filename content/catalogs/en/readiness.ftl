# Getting ready for inspectors: what they ask to see, each with its state; a list to print.
readiness-button = For inspectors
readiness-making = Making the list for inspectors…
readiness-counts = { $missing } missing · { $partly } in part · { $ready } ready
readiness-line = [{ $state }] { $title }: { $said }
readiness-print = Print the list
readiness-next = Next: { $said }
readiness-none = No campaign is open: nothing to get ready.
readiness-state = { $state ->
    [ready] ready
    [partly] in part
    [missing] missing
   *[none] did not occur
    }
readiness-phase = { $title } ({ $days }): { $does }
readiness-row = { $number }. { $text }
readiness-title = { $code ->
    [units] List of enterprises
    [forms] Self-check forms
    [signed] Stamped forms
    [reviews] Review records
    [visits] Inspection records
    [remedies] Rectification
    [notices] Notices
    [circulars] Circulars sent
    [letters] Circulars received
    [meetings] Minutes of meetings
    [measures] Papers of measures
    [exposed] Named in public
    [incidents] Accidents
    [hotline] Hotline
    [handed] Handed up
    [form] Self-check form
    [stamped] Stamped form
    [faults] Rectification
    [told] Notices received
    [photos] Photos owed
    [visited] Inspections
    [upkeeps] Recurring dates
    [order] Suspension or closure
   *[other] { $code }
    }
readiness-duty = { $kind ->
    [done] done
    [late] not done, was due { $due }
    [coming] not due yet, by { $due }
   *[standing] standing duty
    }{ $records ->
    [0] , no record
    [one] , 1 record
   *[other] , { $records } records
    }
readiness-units = { $enterprises } in all, { $joined } joined; see the ledger
readiness-forms = { $submitted } handed in of { $enterprises }
readiness-signed = { $signed } returned of { $submitted } handed in
readiness-reviews = { $reviewed } reviewed of { $enterprises }
readiness-visits = { $visits ->
    [0] no inspection
   *[other] { $visits } at { $visited } enterprises, { $signed } records signed
    }
readiness-remedies = { $found ->
    [0] no finding
   *[other] { $found } findings, { $closed } closed, { $overdue } overdue
    }
readiness-notices = { $notices ->
    [0] none sent
   *[other] { $notices } sent, { $people } people got them, { $read } read them
    }
readiness-circulars = { $circulars ->
    [0] none sent
   *[other] { $circulars } sent, { $asked } answers asked for, { $answered } came
    }
readiness-letters = { $open ->
    [0] none unread or unanswered
   *[other] { $open } unread or unanswered
    }
readiness-meetings = { $meetings ->
    [0] none held
   *[other] { $meetings } with minutes, { $points } points, { $points_done } done, { $points_late } overdue
    }
readiness-measures = { $measures ->
    [0] none
   *[other] { $measures } in all, { $signed } stamped papers stored
    }
readiness-exposed = { $units } enterprises, { $places } places
readiness-incidents = { $incidents ->
    [0] none
   *[other] { $incidents } in all, { $open } open
    }
readiness-hotline = { $lines ->
    [0] not published
    [one] 1 number published
   *[other] { $lines } numbers published
    }
readiness-handed = { $handed ->
    [0] nothing handed up
   *[other] { $handed } handed up, { $received } accepted, { $returned } returned
    }
readiness-form = { $kind ->
    [none] not begun
    [draft] not handed in
   *[other] handed in, number { $number }
    }
readiness-stamped = { $pages ->
    [0] no photo of it
    [one] 1 page stored
   *[other] { $pages } pages stored
    }
readiness-item = { $verdict ->
    [pass] met
    [fail] not met, not closed
    [settled] not met, closed
    [owed] photo to come
    [na] not applicable
   *[open] not answered
    }{ $files ->
    [0] , no file
    [one] , 1 file
   *[other] , { $files } files
    }
readiness-faults = { $found ->
    [0] no finding
   *[other] { $found } findings, { $closed } closed, { $unplanned } without a plan
    }
readiness-told = { $notices ->
    [0] none
   *[other] { $notices } received, { $read } read
    }
readiness-photos = { $owed } owed, { $late } overdue
readiness-visited = { $visits } visits, { $orders } orders; have the records at hand
readiness-upkeeps = { $dates } in all, { $late } overdue
readiness-order = { $kind ->
    [closure] closed
   *[suspend] suspended: no work before the office has agreed
    }
readiness-head-number = No.
readiness-head-material = Material
readiness-head-said = What is there
readiness-head-state = State
readiness-head-by-hand = Checked
readiness-part-coming = Who comes
readiness-part-duties = Duties of the plan
readiness-part-rows = Rows of the form
readiness-part-records = Ledgers and records
readiness-paper-title = { $plan }: list for inspectors
readiness-paper-counts = { $missing } missing, { $partly } in part, { $ready } ready, { $none } did not occur
readiness-paper-foot = Made of what the system held on { $day }; papers are to be checked by hand.
readiness-paper-signs = Checked by: { $line } Date: { $line }
readiness-file = list_for_inspectors_{ $name }_{ $day }
