# An office keeps its list: codes to print, names, moves, doubles, closing; who asks to join.
units-manage = Manage
units-keep = { $name }
units-print-invite = Invitation code
units-print-poster = Poster for workers
units-rename = Correct the name
units-phone-ask = { $name }: which number is it reached by? Now: { $phone }. Type it, mobile or landline.
units-rename-ask = { $name }: what is the right name? Type it as on the licence.
units-move = Move it
units-move-ask = { $name } is in { $place } now. Where does it belong? Tap one, or type to search.
units-close = Close it
units-close-ask = { $name }: why is it off the list? Records stay, its people are told, it can come back.
units-stands = Now: { $place }, { $state }, phones: { $phones }.
units-close-stopped = Out of business
units-close-moved = Moved away
units-close-out_of_scope = Not in scope
units-merge = Same as another
units-merge-ask = { $name } ({ $code }): which one is it really? Type its name or code.
units-merge-none = Nothing found for “{ $find }”.
units-merge-sure = Put “{ $double }” together with “{ $into }”? Its people go along, and its form where the other has none. This cannot be undone.
units-merge-stands = { $name }: { $state }, phones: { $phones }.
units-merge-yes = Put together
units-requests = Requests { $requests }
units-print-all = Codes for the unregistered
units-print-none = All on the list are registered.
qr-most = At most { $most } at a time; { $all } are not registered. The command line prints the rest.
requests-head = { $waiting } ask to join
requests-none = Nobody asks to join.
requests-one = { $name } → { $enterprise }
requests-ask = { $name } asks to join “{ $enterprise }”.
requests-own-phone = Their telephone: { $phone }
requests-place = { $place } · asked on { $day }
requests-how = { $first ->
    [yes] Nobody is in yet: this person will be the owner. Better telephone first.
   *[no] Better ask the enterprise first.
    }
requests-grant = Let in
requests-refuse = Refuse
requests-back = ‹ Requests
requests-granted = Let in; they are told.
requests-refused = Refused; they are told.
requests-decided = A colleague has decided already.
join-ask = Ask the office to let me in
join-asked = The office of { $place } was asked to let you into “{ $enterprise }”. { $told } You will hear here.
outbox-join-asked = { $name } asks to join “{ $enterprise }”.
outbox-button-join = See it
outbox-join-granted = The office lets you into “{ $enterprise }”.
outbox-join-refused = The office did not let you into “{ $enterprise }”. If that is wrong, please call it.
outbox-enterprise-closed = The office took “{ $enterprise }” off its list: { $reason ->
    [stopped] out of business
    [moved] moved away
   *[out_of_scope] not in scope
    }. No more reminders. If that is wrong, call the office; it can come back.
error-conflict-merge-same = That is the same one; choose another.
error-conflict-merge-other-way = This one has handed in, the other only began. Do it the other way round: open the other one.
error-conflict-join-in = You are in this enterprise already.
error-conflict-join-refused = Your requests were refused several times; please call the safety office.
error-conflict-join-many = { $limit } requests of yours wait already; please wait for the office.
error-invalid-close-reason = Please choose one of the reasons.
error-invalid-close-note = A note has at most { $limit } characters.
units-filter = Filter
units-filter-ask = Which enterprises?
units-state-one = { $state ->
    [not_submitted] not handed in
    [unregistered] not registered
    [not_started] registered, not started
    [draft] started, not handed in
    [submitted] handed in, to be reviewed
    [reviewed] reviewed
    [overdue] something overdue
    [sanctioned] to stop, pay or close
    [suspended] suspended
    [refusing] refusing
    [closed] closed by order
   *[exposed] to be named in public
    }: { $count }
units-only = Only: { $state ->
    [not_submitted] not handed in
    [unregistered] not registered
    [not_started] registered, not started
    [draft] started, not handed in
    [submitted] handed in, to be reviewed
    [reviewed] reviewed
    [overdue] something overdue
    [sanctioned] to stop, pay or close
    [suspended] suspended
    [refusing] refusing
    [closed] closed by order
   *[exposed] to be named in public
    }
