# The office's home.
office-head = { $place } · { $seat }
office-ended = Ended on { $day }; the figures are of that day.
office-campaigns = Campaigns { $campaigns }
office-campaigns-ask = Which campaign do you want to see?
office-campaign-one = { $plan }{ $ended ->
    [yes] {" "}(ended { $day })
   *[no] {""}
    }
office-no-campaign = No campaign is open here.
office-phase-day = { $phase }, day { $day }
office-enterprises = { $enterprises } enterprises in scope
office-checks = registered { $registered } · started { $started } · handed in { $submitted }
office-open = overdue { $overdue } · extensions asked { $extensions }
office-switch = Switch role
office-switch-ask = Which role do you want to work in now?
office-to-enterprise = To the enterprise
error-invalid-note = A note has at most { $limit } characters; please shorten it.
office-extensions = More time { $extensions }
office-back = ‹ Office
office-duties = Duties { $duties }
office-units = Enterprises
office-staff = Staff
duties-head = Duties · open { $waiting } · late { $late } · done { $done }
duties-none = There is nothing to do at present.
duties-one = { $due } · { $title }
duties-late-one = ⚠ { $days } days late · { $title }
duties-done-one = ✓ { $title }
duties-due = By { $day } · { $left }
duties-done-on = Done ({ $day })
duties-to = To: { $to }
duties-note = Note: { $note }
duties-written = The plan says: “{ $written }” ({ $section })
duties-reading = Read as: { $reading }
duties-how =
    {""}
    Tap “Done” when it is done; writing a sentence or sending the papers also marks it as done.
duties-mark = Done
duties-undo = Not done, reopen
duties-back = ‹ Duties
duties-to-done = Done { $done }
duties-to-below = Overdue below
duties-below-head = Overdue duties of offices below: { $count }, the longest overdue first:
duties-below-none = Offices below have no overdue duties.
duties-below-one = { $place }: { $title }{ $count ->
    [one] {""}
   *[other] {" "}({ $count } times)
    }, up to { $days } days overdue
duties-done-head = { $done } done
duties-marked = Noted.
duties-undone = It is open again.
units-head = { $total } enterprises
units-found = { $total } enterprises with “{ $find }”
units-how = Type to search: part of a name, or the beginning of its code.
units-overdue = overdue { $overdue }
units-submitted = handed in
units-draft = started
units-registered = registered
units-missing = not registered
units-kind = { $industry } · { $headcount } people
units-place = { $place } { $address }
units-code = Code: { $code }
units-state = State: { $state }
units-phones = People who joined: { $phones }
units-call = Telephone: { $whom }
units-back = ‹ Enterprises
office-elsewhere = { $count } more to deal with in another campaign: see “Campaigns”
units-back-unread = ‹ Not yet read
units-order = { $order ->
    [closed] ⛔ closed
    [suspend] ⛔ suspended
   *[refusal] refuses to correct
    }
