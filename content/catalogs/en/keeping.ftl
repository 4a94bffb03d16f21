# An office keeps its list: codes to print, names, moves, doubles, closing; who asks to join.
units-manage = Manage
units-keep = { $name }
units-print-invite = Invitation code
units-print-poster = Poster for workers
units-rename = Correct the name
units-phone-ask = { $name }: what is its telephone number? Now: { $phone }. Type it, mobile or landline.
units-rename-ask = { $name }: what is the right name? Type it as on the licence.
units-move = Change its area
units-move-ask = { $name } is under { $place } now. Where does it belong? Tap one, or type to search.
units-close = Take off the list
units-close-ask = { $name }: why take it off the list? Records are kept, its people are told, and it can be put back.
units-stands = Now: { $place }, { $state }, people who joined: { $phones }.
units-close-stopped = Out of business
units-close-moved = Moved away
units-close-out_of_scope = Not in scope
units-merge = Merge duplicates
units-merge-ask = { $name } ({ $code }): which one is it a duplicate of? Type that one's name or code.
units-merge-none = Nothing found for “{ $find }”.
units-merge-sure = Merge “{ $double }” into “{ $into }”? Its people move over, and so does its form if “{ $into }” has none. This cannot be undone.
units-merge-stands = { $name }: { $state }, people who joined: { $phones }.
units-merge-yes = Merge
units-requests = Requests { $requests }
units-print-all = Codes: not registered
units-print-none = All on the list are registered.
qr-most = At most { $most } at a time; { $all } are not registered. Print the rest with the command line on a computer.
requests-head = { $waiting } ask to join
requests-none = Nobody asks to join.
requests-one = { $name } → { $enterprise }
requests-ask = { $name } asks to join “{ $enterprise }”.
requests-own-phone = Their telephone: { $phone }
requests-place = { $place } · asked on { $day }
requests-how = { $first ->
    [yes] Nobody has joined yet: this person will be the owner. Please telephone to check first.
   *[no] Please check with the enterprise first.
    }
requests-grant = Approve
requests-refuse = Refuse
requests-back = ‹ Requests
requests-granted = Approved; they are told.
requests-refused = Refused; they are told.
requests-decided = A colleague has decided already.
join-ask = Ask the office to let me in
join-asked = Your request to join “{ $enterprise }” was sent to the office of { $place }. { $told } You will be told here once it is granted.
outbox-join-asked = { $name } asks to join “{ $enterprise }”.
outbox-button-join = See request
outbox-join-granted = The office has approved your joining “{ $enterprise }”.
outbox-join-refused = The office did not approve your joining “{ $enterprise }”. If that is a mistake, please call the office.
outbox-enterprise-closed = The office took “{ $enterprise }” off its list: { $reason ->
    [stopped] out of business
    [moved] moved away
   *[out_of_scope] not in scope
    }. There are no more reminders. If that is a mistake, call the office; it can be put back.
error-conflict-merge-same = That is the same one; choose another.
error-conflict-merge-other-way = This one has handed in, the other has only a draft. Do it the other way round: open the other one and merge it into this.
error-conflict-join-in = You have already joined this enterprise.
error-conflict-join-refused = Your requests were refused several times; please call the safety office.
error-conflict-join-many = You already have { $limit } open requests; please wait for the office to answer.
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
    [overdue] corrections overdue
    [sanctioned] under measures
    [suspended] suspended
    [refusing] refusing to correct
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
    [overdue] corrections overdue
    [sanctioned] under measures
    [suspended] suspended
    [refusing] refusing to correct
    [closed] closed by order
   *[exposed] to be named in public
    }
