# An office opens a campaign: the plan, its days, what will be sent, yes; later moves its days, ends it.
campaign-another = Open another campaign
campaign-sure-others = { $count ->
    [one] The enterprises here are in another campaign too; each has a form of its own:
   *[other] The enterprises here are in { $count } other campaigns too; each has a form of its own:
}
campaign-sure-other = · { $campaign }: { $enterprises } enterprises, { $started } have begun, { $submitted } have handed in
campaign-sure-offered = What is answered in one form is offered in the other.
campaign-of = [{ $campaign }]
office-campaign-open = Open a campaign
office-campaign = Campaign
campaign-head = { $plan } · { $place }
campaign-pack-ask = { $place }: by which plan? You can still come back.
campaign-start-ask =
    { $plan }
    From which day? All days of the plan follow it. Tap one, or type a date.
campaign-other-day = Another day
campaign-calendar = From which day?
campaign-days-how = { $opening ->
    [yes] Tap a day to correct it. Nothing is open yet, nothing was sent.
   *[no] Tap one for the plan's words or to move it. Reminders follow.
    }
campaign-days-one = { $past ->
    [yes] ✓{" "}
   *[no] {""}
    }{ $kind ->
    [phase] ▸{" "}
   *[duty] {""}
    }{ $title } { $days }
campaign-undated = no date
campaign-past = { $count } are over; no reminders are sent for them.
campaign-now = Now: { $days }
campaign-written = The plan: “{ $written }”
campaign-edit = { $kind ->
    [phase] Type the first and the last day, as “2026-12-01 to 2027-03-31”; “none” for no dates.
   *[duty] Choose a day, or type it; “none” for no date.
    }
campaign-days-unclear = Not understood. Type two days with “to” between them: 2026-12-01 to 2027-03-31.
campaign-reason-ask = New days: { $days }. Why? A sentence, which is kept.
campaign-moved = Moved; reminders follow.
campaign-sends = What is sent
campaign-sends-head = This will be sent by itself:
campaign-sends-opening = On opening: one message to the staff here and below (not at night).
campaign-sends-reach = { $enterprises } enterprises are listed, { $registered } of them registered and reached; later ones will be too.
campaign-sends-line = { $about ->
    [self_check] To who has not handed in: { $days }, { $times } times
   *[duty] To offices, “{ $title }”: { $days }, { $times } times
    }
campaign-sends-none = Nothing has a day, so nothing is sent by itself.
campaign-to-open = Open ›
campaign-sure = Open “{ $plan }” in { $place } now, first day { $day }? Enterprises can begin from then on; staff get a message.
campaign-sure-undated = Note: the form has no due day, so nobody will be reminded of it.
campaign-sure-past = Note: { $count } days are over.
campaign-open = Open
campaign-opened = The campaign is open.
campaign-close = End it
campaign-close-head = End “{ $plan }” in { $place }? Still open:
campaign-close-forms = · { $count } enterprises without a form handed in ({ $begun } half done): they can only look at it
campaign-close-reviews = · { $count } forms not reviewed to the end: they stay so
campaign-close-fixes = · { $count } findings not put right ({ $overdue } overdue): kept as such, no more reminders, still owed
campaign-close-accept = · { $count } repairs not yet accepted: they stay so
campaign-close-decisions = · { $count } requests and tasks undecided: dropped
campaign-close-notices = · { $count } notices confirmed, not begun: not sent, back with their authors, who may send them still
campaign-close-standing = · { $count } notices for those who register later: sent to nobody else
campaign-close-after = Figures stay as they are today. Ledger, overview and forms stay; the summary can still be written and filed. Enterprises and staff get one message each.
campaign-close-ask = To end it, type its name: { $plan }
campaign-close-name-wrong = That is not its name; nothing was ended. To end it, type: { $plan }
campaign-close-reason = Why does “{ $plan }” end now? Type a sentence; it is kept, and ends the campaign. “Back” if not.
campaign-closed = The campaign has ended.
campaign-closed-why = Why it ended: { $reason }
campaign-reopen = Resume it
campaign-reopen-ask = Resume “{ $plan }” in { $place } where it stood. Why? Type a sentence; it is kept. Who was told of the end is told of this.
campaign-reopened = The campaign goes on.
campaign-begun = { $plan } ({ $place }): the self-check of enterprises has begun. Answer question by question; put right what fails, or set a day for it. { $due ->
    [none] There is no day for handing in the form yet; you will be told.
   *[other] Hand in the form by { $due }{ $grace ->
        [none] .
       *[other] , at the latest { $grace }.
    }
}
campaign-days-moved = { $plan } ({ $place }): days have moved:
campaign-days-moved-one = · { $title }: { $now }{ $before ->
    [none] {" "}(not set before)
   *[other] {" "}(before: { $before })
}
campaign-days-moved-line = { $plan } ({ $place }): days have moved: { $days }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
campaign-days-moved-in-line = { $title } { $now }{ $before ->
    [none] {" "}(not set before)
   *[other] {" "}(before: { $before })
}
campaign-days-moved-why = Why: { $reason }
campaign-form-moved = { $plan } ({ $place }): days have moved:
campaign-form-moved-due = · Self-check form: by { $now }{ $before ->
    [none] {" "}(not set before)
   *[other] {" "}(before: { $before })
}
campaign-form-moved-open = · Self-check form: no day for now (before: { $before })
campaign-form-moved-start = · Self-check: begins { $now }{ $before ->
    [none] {" "}(not set before)
   *[other] {" "}(before: { $before })
}
campaign-ended = “{ $plan }” in { $place } ended on { $day }. Ledger, overview and forms can still be read; the summary can still be written and filed.
campaign-ended-owner = “{ $plan }” in { $place } ended on { $day }. Your form can be read under More → Earlier forms, not changed. What was not put right is still owed: keep your own photos.
campaign-resumed = “{ $plan }” in { $place } goes on where it stood.
campaign-resumed-owner = “{ $plan }” in { $place } goes on: self-check and repairs where they stood.
error-ended = This campaign has ended: nothing can be changed. All of it is kept under Earlier forms.
error-invalid-end-reason = Please say why, in 2 to 200 characters.
campaign-phone = Telephone: { $phone } ({ $place })
campaign-phone-none = No telephone number yet; enterprises see it under Help.
campaign-phone-button = Telephone
campaign-phone-ask = Which number do enterprises call? Type it; they see it under Help.
campaign-hotlines-button = For reports
campaign-hotlines-ask =
    { $count } published for reports: workers see them under “By phone”, on posters and under Help.
    Type one to add it, with blanks between: department number hours
    Such as: Safety 0523-86290000 weekdays8:30-17:30
    { $count ->
        [0] {""}
       *[other] Tap one to take it away.
    }
campaign-hotlines-above = Used now, published by { $place }:
campaign-hotlines-one = ✕ { $line }
home-report-hotlines = For reports:
error-invalid-report-hotline = There is no telephone number in it, or it is too long. Please write: department number hours, with blanks between.
error-invalid-report-hotlines-many = At most { $limit }; please take one away first.
campaign-phone-kept = The number is kept.
home-hotline = Questions? Call the office of { $place }: { $phone }
error-invalid-hotline = That is no telephone number; type digits, as 0523-86290000.
error-invalid-days-reason = Please say why, in 2 to 200 characters.
error-invalid-dates = The last day lies before the first; please type them again.
error-invalid-dates-past = { $day } is over; choose a day from today on.
error-invalid-start = That is too early or too late; type a day in 2000 to 2099.
error-invalid-pack = There is no such plan; choose one of the buttons.
error-conflict-campaign-open = This plan is open here already; see Campaign.

# What is understood in typed days, parted by slashes.
campaign-typed-between = to/until
campaign-typed-open = none/no date
campaign-later-no = Later phases stay. To move them too, tap below.
campaign-later-yes = Later phases move too, with their duties:
campaign-later-one = · { $title }: { $days }
campaign-later-move = Move { $count } later phases too
campaign-later-stay = Leave later phases
