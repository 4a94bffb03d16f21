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
office-enterprises = { $enterprises } enterprises
office-checks = joined { $registered } · begun { $started } · handed in { $submitted }
office-open = overdue { $overdue } · extensions asked { $extensions }
office-switch = Another seat
office-switch-ask = Which seat do you work on now?
office-to-enterprise = To the enterprise
error-invalid-note = A note has at most { $limit } characters; please shorten it.
office-extensions = More time { $extensions }
office-back = ‹ Office
office-duties = Duties { $duties }
office-units = Enterprises
office-staff = Staff
duties-head = Duties · open { $waiting } · late { $late } · done { $done }
duties-none = Nothing is to be done now.
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
    Tap “Done” when it is; or write a sentence or send the papers, which marks it done too.
duties-mark = Done
duties-undo = Not done after all
duties-back = ‹ Duties
duties-to-done = Done { $done }
duties-to-below = Owed below
duties-below-head = Offices below still owe { $count } duties, the longest late first:
duties-below-none = Offices below owe nothing that is late.
duties-below-one = { $place }: { $title }{ $count ->
    [one] {""}
   *[other] {" "}({ $count } times)
    }, { $days } days late
duties-done-head = { $done } done
duties-marked = Noted.
duties-undone = It is open again.
units-head = { $total } enterprises
units-found = { $total } enterprises with “{ $find }”
units-how = Type to search: part of a name, or how its code begins.
units-overdue = late { $overdue }
units-submitted = handed in
units-draft = begun
units-registered = joined
units-missing = not joined
units-kind = { $industry } · { $headcount } people
units-place = { $place } { $address }
units-code = Code: { $code }
units-state = State: { $state }
units-phones = Phones that joined: { $phones }
units-call = Telephone: { $whom }
units-back = ‹ Enterprises
office-elsewhere = { $count } more to deal with in another campaign: see “Campaigns”
units-back-unread = ‹ Not yet read
units-order = { $order ->
    [closed] ⛔ closed
    [suspend] ⛔ suspended
   *[refusal] refuses
    }
