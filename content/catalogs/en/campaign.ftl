# An office opens a campaign: the plan, its days, what will be sent, yes; later moves its days, ends it.
campaign-another = Open another campaign
campaign-sure-others = { $count ->
    [one] The enterprises here are in another campaign too; each has a form of its own:
   *[other] The enterprises here are in { $count } other campaigns too; each has a form of its own:
}
campaign-sure-other = · { $campaign }: { $enterprises } enterprises, { $started } have begun, { $submitted } have handed in
campaign-sure-offered = Answers given in one form are offered in the other.
campaign-of = [{ $campaign }]
office-campaign-open = Open a campaign
office-campaign = Campaign
campaign-head = { $plan } · { $place }
campaign-pack-ask = { $place }: which plan? You can still go back.
campaign-start-ask =
    { $plan }
    Which day does it start? All dates in the plan are counted from it. Tap one, or type a date.
campaign-other-day = Another day
campaign-calendar = Which day does it start?
campaign-days-how = { $opening ->
    [yes] Tap a date to correct it. The campaign is not open yet and nothing has been sent.
   *[no] Tap one to see the plan's wording or to move it. Reminders follow the new dates.
    }
campaign-days-one = { $past ->
    [yes] ✓{" "}
   *[no] {""}
    }{ $kind ->
    [phase] ▸{" "}
   *[duty] {""}
    }{ $title } { $days }
campaign-undated = no date
campaign-past = { $count } are in the past; no reminders are sent for them.
campaign-now = Now: { $days }
campaign-written = The plan: “{ $written }”
campaign-edit = { $kind ->
    [phase] Type the first and the last day, as “2026-12-01 to 2027-03-31”; “none” for no dates.
   *[duty] Choose a day, or type it; “none” for no date.
    }
campaign-days-unclear = Not understood. Type two days with “to” between them, such as 2026-12-01 to 2027-03-31.
campaign-reason-ask = New dates: { $days }. Please type the reason; it goes on record.
campaign-moved = Saved; reminders follow the new dates.
campaign-sends = What is sent
campaign-sends-head = These will be sent automatically:
campaign-sends-opening = On opening: one message to the staff here and below (not at night).
campaign-sends-reach = { $enterprises } enterprises are listed, { $registered } of them registered and reachable; those that register later are reached too.
campaign-sends-line = { $about ->
    [self_check] To enterprises that have not handed in: { $days }, { $times } times
   *[duty] To offices, “{ $title }”: { $days }, { $times } times
    }
campaign-sends-none = No dates are set, so nothing is sent automatically.
campaign-to-open = Open ›
campaign-sure = Open “{ $plan }” in { $place } now, first day { $day }? Enterprises can begin from then on; staff get a message.
campaign-sure-undated = Note: no due date is set for the form, so nobody is reminded of it until there is one.
campaign-sure-past = Note: { $count } dates are in the past.
campaign-open = Open
campaign-opened = The campaign is open.
campaign-since-button = Year of projects
campaign-since-ask =
    Row { $number } of the plan: “{ $row }”
    { $year ->
        [0] No year is set now.
       *[other] It now asks about projects since { $year }.
    }
    Since which year? Type it, such as 2015. Forms that are begun stay as they are.
campaign-since-none = Any year
campaign-since-unclear = Type the year in four digits, such as 2015.
error-invalid-since-year = The year has to be from 1990 to { $last }.
campaign-close = End campaign
campaign-close-head = End “{ $plan }” in { $place }? Still open:
campaign-close-forms = · { $count } enterprises without a form handed in ({ $begun } half done): read-only from now on
campaign-close-reviews = · { $count } forms not fully reviewed: recorded as not reviewed
campaign-close-fixes = · { $count } findings not put right ({ $overdue } overdue): recorded as such; no more reminders, but the duty remains
campaign-close-accept = · { $count } corrections not yet verified: recorded as not closed
campaign-close-decisions = · { $count } requests and tasks undecided: dropped
campaign-close-notices = · { $count } notices confirmed but not started: not sent, returned to their authors, who may still send them
campaign-close-standing = · { $count } notices that also go to enterprises registering later: no longer sent to new ones
campaign-close-inspections = · { $count } inspections planned or not ended: cancelled; what was recorded is kept for reference and not counted
campaign-close-after = Figures stay as they are today. Ledger, overview and forms stay; the summary can still be written and filed. Enterprises and staff each get a message.
campaign-close-ask = To end it, type its name: { $plan }
campaign-close-name-wrong = That is not the name; nothing was ended. To end it, type: { $plan }
campaign-close-reason = Why end “{ $plan }” now? Type the reason; it goes on record and ends the campaign. To keep it open, tap “Back”.
campaign-closed = The campaign has ended.
campaign-closed-why = Why it ended: { $reason }
campaign-reopen = Resume campaign
campaign-reopen-ask = Resume “{ $plan }” in { $place } from where it stopped. Type the reason; it goes on record. Everybody who was told that it ended is told that it continues.
campaign-reopened = The campaign is open again.
campaign-begun = { $plan } ({ $place }): the self-check of enterprises has begun. Answer question by question; put right what fails, or set a day for it. { $due ->
    [none] No due date is set for the form yet; you will be told.
   *[other] Hand in the form by { $due }{ $grace ->
        [none] .
       *[other] , at the latest { $grace }.
    }
}
campaign-days-moved = { $plan } ({ $place }): dates have changed:
campaign-days-moved-one = · { $title }: { $now }{ $before ->
    [none] {" "}(not set before)
   *[other] {" "}(before: { $before })
}
campaign-days-moved-line = { $plan } ({ $place }): dates have changed: { $days }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
campaign-days-moved-in-line = { $title } { $now }{ $before ->
    [none] {" "}(not set before)
   *[other] {" "}(before: { $before })
}
campaign-days-moved-why = Why: { $reason }
campaign-form-moved = { $plan } ({ $place }): dates have changed:
campaign-form-moved-due = · Self-check form: by { $now }{ $before ->
    [none] {" "}(not set before)
   *[other] {" "}(before: { $before })
}
campaign-form-moved-open = · Self-check form: due date to be set (before: { $before })
campaign-form-moved-start = · Self-check: begins { $now }{ $before ->
    [none] {" "}(not set before)
   *[other] {" "}(before: { $before })
}
campaign-ended = “{ $plan }” in { $place } ended on { $day }. Ledger, overview and forms can still be read; the summary can still be written and filed.
campaign-ended-owner = “{ $plan }” in { $place } ended on { $day }. Your form can be read under More → Earlier forms, not changed. Anything not put right still has to be: keep your own photos of it.
campaign-resumed = “{ $plan }” in { $place } continues from where it stopped.
campaign-resumed-owner = “{ $plan }” in { $place } continues: self-check and corrections from where they stopped.
error-ended = This campaign has ended, so nothing can be changed. Everything is kept under “Earlier forms”.
error-invalid-end-reason = Please say why, in 2 to 200 characters.
campaign-phone = Telephone: { $phone } ({ $place })
campaign-phone-none = No telephone number yet. Once it is set, enterprises see it under Help.
campaign-phone-button = Telephone
campaign-phone-ask = Which number do enterprises call? Type it; they see it under Help.
campaign-hotlines-button = For reports
campaign-hotlines-ask =
    Published numbers for reports: { $count }. Workers see them under “By phone”, on posters and under Help.
    Type one to add it, separated by spaces: department number hours
    Example: Safety 0523-86290000 weekdays8:30-17:30
    { $count ->
        [0] {""}
       *[other] Tap one to remove it.
    }
campaign-hotlines-above = Used now, published by { $place }:
campaign-hotlines-one = ✕ { $line }
home-report-hotlines = For reports:
error-invalid-report-hotline = No telephone number was found, or the text is too long. Please write department, number and hours, separated by spaces, such as Safety 0523-86290000 weekdays8:30-17:30.
error-invalid-report-hotlines-many = At most { $limit }; please remove one first.
campaign-phone-kept = The number is saved.
home-hotline = Questions? Call the office of { $place }: { $phone }
error-invalid-hotline = That is not a telephone number; type digits, such as 0523-86290000.
error-invalid-days-reason = Please say why, in 2 to 200 characters.
error-invalid-dates = The last day is before the first; please type them again.
error-invalid-dates-past = { $day } has passed; choose today or a later day.
error-invalid-start = That is too early or too late; type a day from 2000 to 2099.
error-invalid-pack = There is no such plan; choose one of the buttons.
error-conflict-campaign-open = This plan is open here already; see Campaign.

# What is understood in typed days, parted by slashes.
campaign-typed-between = to/until
campaign-typed-open = none/no date
campaign-later-no = Later phases stay. To move them too, tap below.
campaign-later-yes = Later phases move too, with their duties:
campaign-later-one = · { $title }: { $days }
campaign-later-move = Move { $count } later phases too
campaign-later-stay = Leave later phases as they are
