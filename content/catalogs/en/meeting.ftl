# Joint meetings: departments (and offices below) are asked, come, minutes are written, points become duties.
meeting-decided-at = decided at a meeting
meeting-head = { $count ->
    [0] There has been no joint meeting yet.
   *[other] Joint meetings: { $count }, still to be held: { $coming }
    }
meeting-label = { $state ->
    [held] ✓ { $day } · { $office }
    [dropped] ✗ { $day } · { $office }
   *[called] ○ { $day } · { $office } { $answered }/{ $guests }
    }
meeting-state = { $state ->
    [held] held
    [dropped] called off
   *[called] to be held
    }
meeting-call = Call a meeting
meeting-back = ‹ Meetings
duties-to-meetings = Meetings { $meetings }
meeting-title = Joint meeting, { $office } · { meeting-state }
meeting-when = { $day } { $clock }, { $where }
meeting-agenda = Agenda: { $agenda }
meeting-counted = Invited: { $guests }, coming { $come }, excused { $leave }
meeting-more = and { $more } more
meeting-answer = { $answer ->
    [come] comes
    [send] sends { $who }
    [leave] excused
   *[none] no answer yet
    }
meeting-guest = { $came ->
    [yes] ✓ { $party }: came
    [no] ✗ { $party }: did not come
   *[none] ○ { $party }: { $answer }
    }
meeting-minutes = Minutes: { $minutes }
meeting-has-minutes = The minutes are written
meeting-points = Points decided: { $count }, done: { $done }
meeting-come = Come
meeting-send = Send somebody
meeting-leave = Excused
meeting-to-attendance = Attendance
meeting-to-minutes = Minutes
meeting-to-points = Points { $points }
meeting-issue = Send minutes to all
meeting-paper = Minutes (PDF, Word)
meeting-drop = Call off
meeting-ask-who = Who is sent? Type name and position, such as: section head Wang.
meeting-ask-day = On which day? Type it: 12 May, 2026-05-12. There is a reminder on the working day before.
meeting-ask-clock = At what time, and where? Type both in one line: 14:30 third floor
meeting-clock-unclear = The time was not understood. First the time, then the place: 14:30 third floor
meeting-ask-agenda = Type the agenda, at most 800 characters, one item a line.
meeting-ask-whom = Whom do you invite? { $count } chosen; tap a name to remove or add it.
meeting-check = Please check the invitation
meeting-asked = Invited: { $parties }
meeting-asked-count = Invited: { $count }
meeting-confirm = Send invitation
meeting-change = Change time
meeting-called = The invitation is sent; you are told of the answers.
meeting-discarded = Not sent; the draft is deleted.
meeting-dropped = The meeting is called off; all are told.
meeting-issued = The minutes are sent.
meeting-ask-attendance = Who came? Tap to change. { $came } of { $guests } came
meeting-came = { $came ->
    [yes] ☑ { $party }
    [no] ☒ { $party } absent
   *[none] ☐ { $party }
    }
meeting-ask-minutes = Type the minutes, at most 3,000 characters; writing again replaces them. Next are the points decided.
meeting-no-points = No points have been decided yet.
meeting-ask-point = Type one more point in a sentence; tap below to withdraw one.
meeting-points-head = Points decided, entered among the duties of those who are to do them.
meeting-point = { $number }. { $text } ({ $party }, { $state ->
    [done] done
    [late] was due { $due }, not done
   *[open] by { $due }
    })
meeting-point-remove = Withdraw { $number }: { $text }
meeting-ask-party =
    “{ $text }”
    Who does it?
meeting-own-office = { $office } (this office)
meeting-ask-due = By which day? Type it: 12 May, 2026-05-12. There is a reminder on the working day before, and when it is overdue.
meeting-point-party = To be done by: { $party }
meeting-point-of = Decided at the joint meeting of { $day }.
meeting-paper-title = Minutes of the joint meeting, { $plan }
meeting-paper-file = minutes-{ $place }-{ $day }
meeting-paper-basics = Time, place, attendance
meeting-paper-agenda = Agenda
meeting-paper-minutes = What was said
meeting-paper-points = Points decided
meeting-paper-when = The meeting was held on { $day } at { $clock }, { $where }.
meeting-paper-came = Present: { $parties }.
meeting-paper-away = Absent: { $parties }.
meeting-paper-unknown = Attendance not recorded: { $parties }.
meeting-paper-sent = { $party } ({ $who })
meeting-paper-nobody = nobody
meeting-paper-no-points = No points were decided.
meeting-paper-head-point = Point
meeting-paper-head-party = Party
meeting-paper-head-due = Due
outbox-meeting = { $place } invites you to a joint meeting: { $day } { $clock }, { $where }. Please answer: come, send somebody, or excused.
outbox-meeting-soon = Reminder: joint meeting of { $place }, { $day } { $clock }, { $where }.
outbox-meeting-dropped = { $place } called off the joint meeting of { $day } { $clock }.
outbox-meeting-minutes = { $place } sent the minutes of the joint meeting of { $day }.
outbox-meeting-answered = Joint meeting: { $department ->
    [none] { $place }
   *[other] { staff-department }
    } { $answer ->
    [come] comes
    [send] sends { $who }
   *[leave] is excused
    }.
outbox-point = Decided at the joint meeting of { $place }, to be done by { $due }: { $text }
outbox-point-due = Due soon: { $text }, by { $due }. When it is done, please record it.
outbox-point-late = Overdue: { $text }, was due { $due }. Please do it soon and record it.
outbox-button-meeting = See meeting
outbox-button-point = See duty
error-invalid-meeting-day = The day must be today or within a year. Please write it again.
error-invalid-meeting-clock = That is not a time. Please write it like 14:30.
error-invalid-meeting-where = Please write the place after the time, at most { $limit } characters.
error-invalid-meeting-nobody = Nobody is chosen yet; please choose at least one.
error-invalid-meeting-answer = There is no such answer; please choose one of the buttons.
error-invalid-meeting-who = Please write who is sent, at most 40 characters.
error-invalid-meeting-due = The day must be today or within a year. Please write it again.
error-invalid-meeting-point = Please say in a sentence what is to be done, at most { $limit } characters.
error-conflict-meeting-early = The meeting is still to come; record it on that day.
error-conflict-meeting-point-done = This is done already and cannot be withdrawn.
