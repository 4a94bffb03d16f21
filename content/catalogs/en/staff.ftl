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
    Role: { $seat }
    You will see the progress of enterprises here and below.
    Only your account number and name are stored, to recognise you.
staff-invited-again =
    You are already in { $place }.
    Role: { $seat }
staff-joined = You have joined. Send /office to come back here.
error-invalid-staff-invite =
    This link does not work: it has expired (7 days), was used, or was withdrawn.
    Please ask whoever sent it for another one.
error-invalid-role = There is no such role; please choose one of the buttons.
error-invalid-department = There is no such department; please choose one of the buttons.
error-seat-ended = Your access to this office was removed. If in doubt, please ask its head.
error-conflict-last-head = You are the only head here. Invite another head first, then leave.
notice-no-office = You have not joined an office yet. Please ask its head for a link.
staff-head = { $place } · { $people } people (places below included)
staff-invite = Invite
staff-waiting = Unused links { $waiting }
staff-back = ‹ Staff
staff-member =
    { $name }
    { $place } · { $seat }
    joined { $since }
staff-revoke = Remove access
staff-revoke-ask =
    Remove the access of { $name } ({ $place } · { $seat })?
    They can no longer see this place's enterprises and get no messages; links they made stop working too.
staff-revoke-yes = Yes, remove access
staff-leave = Leave this role
staff-leave-ask =
    Leave this role ({ $place } · { $seat })?
    You can no longer see this place's enterprises and get no messages. To come back, ask its head for a link.
staff-leave-yes = Yes, leave
staff-revoked = Access removed.
staff-left = You have left the office.
staff-invites = Unused links: { $waiting }. Tap one to withdraw it.
staff-invite-one = { $whom } · { $seat } · { $until }
staff-invite-ended = Withdrawn; that link no longer works.
staff-place-ask = To which office? Tap a button, or type to search.
staff-department-ask = Which department?
staff-role-ask =
    Which role?
    Viewer: sees progress only.
    Inspector: reviews, visits, more time, notices.
    Head: also opens campaigns and invites people.
staff-link =
    { $place } · { $seat }
    Send them this link; opening it lets them join:
    { $link }
    It works once, until { $until }, and is shown only this once.
staff-link-gone = A link is shown only once and is no longer shown here. Make another one if you need it.
staff-another = Invite somebody else
staff-change = Change the role
staff-change-ask = { $name } ({ $seat }): which role?
