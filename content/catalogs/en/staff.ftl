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
staff-head = { $place } · { $people } people (places below included)
staff-invite = Invite
staff-waiting = Unused links { $waiting }
staff-back = ‹ Staff
staff-member =
    { $name }
    { $place } · { $seat }
    since { $since }
staff-revoke = Take the seat away
staff-revoke-ask =
    Take the seat of { $name } ({ $place } · { $seat }) away?
    They see nothing of this place any more and get no messages; links they made end too.
staff-revoke-yes = Yes, take it away
staff-leave = Leave this seat
staff-leave-ask =
    Leave this seat ({ $place } · { $seat })?
    You see nothing of this place any more and get no messages. To come back, ask its head for a link.
staff-leave-yes = Yes, leave
staff-revoked = The seat is taken away.
staff-left = You have left the office.
staff-invites = { $waiting } links are not used yet. Tap one to take it back.
staff-invite-one = { $whom } · { $seat } · { $until }
staff-invite-ended = Taken back; that link does not work any more.
staff-place-ask = To which office? Tap a button, or type to search.
staff-department-ask = Which department?
staff-role-ask =
    Which role?
    Viewer: sees how things stand.
    Inspector: telephone numbers, notices, more time.
    Head: also campaigns and inviting people.
staff-link =
    { $place } · { $seat }
    Send them this link; opening it lets them join:
    { $link }
    It works once, until { $until }, and is shown only now.
staff-link-gone = A link is shown only once, and not here any more. Make another one if you need it.
staff-another = Invite somebody else
staff-change = Change the role
staff-change-ask = { $name } ({ $seat }): which role?
