# Staff: seats, invites, joining, taking seats away.
staff-role = { $role ->
    [viewer] viewer
    [inspector] inspector
   *[head] head
    }
staff-department = { $department ->
    [safety] Safety
    [health] Health
    [labour] Labour
    [union] Union
   *[town] Town
    }
staff-seat = { staff-department } · { staff-role }
staff-invited =
    You are invited to join: { $place }
    Seat: { $seat }
    You will see how enterprises here and below are getting on.
    Only your Telegram number and name are kept, to know who you are.
staff-invited-again =
    You are already in { $place }.
    Seat: { $seat }
staff-joined = You have joined. /office leads here from now on.
error-invalid-staff-invite =
    This link does not work: it has expired (7 days), was used, or was taken back.
    Please ask whoever sent it for another one.
error-invalid-role = There is no such role; please choose one of the buttons.
error-invalid-department = There is no such department; please choose one of the buttons.
error-seat-ended = Your seat in this office was taken away. Please ask its head if in doubt.
error-conflict-last-head = You are the only head here. Invite another head first, then leave.
notice-no-office = You have joined no office yet. Please ask its head for a link.
