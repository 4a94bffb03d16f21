# What is due: one message a person a day, at half past eight; the most urgent first.
reminder-head = { $name }: { $count ->
    [one] one thing
   *[other] { $count } things
} today
reminder-head-several = { $count ->
    [one] One thing
   *[other] { $count } things
} today
reminder-group = [{ $name }]
reminder-office = Office
reminder-more = { $count } more: see the home window.
reminder-left = by { $day }, { $days ->
    [one] 1 day left
   *[other] { $days } days left
}
reminder-today = due today
reminder-over = was due { $day }, { $days ->
    [one] 1 day ago
   *[other] { $days } days ago
}
reminder-grace = , accepted until { $day }
reminder-first = {" "}(originally { $day })
reminder-follows = The plan says: “{ $written }，{ $consequence }。”
reminder-asked = more time asked for, until { $day }{ $passed ->
    [yes] {" "}(past)
   *[no] {""}
}; the office has not answered yet
reminder-request-waits = {" "}(a request for more time is not answered yet)
reminder-no-measure = no measure yet
reminder-who = {" "}({ $name })
reminder-of-campaign = { $text } [{ $place } · { $plan }]
reminder-numbered = { $number } { $text }

## What the rules say: `text` in reminders.yaml is the beginning
reminder-form-not-started = Self-check form not started · { $when }
reminder-form-partly = Self-check form: { $done } of { $total } answered · { $when }
reminder-form-answered = Self-check form answered, not handed in · { $when }
reminder-recheck = Returned by the review, to be checked again · { $when }
reminder-recheck-late = { $names }: returned and not handed in again, up to { $days } days overdue
reminder-recheck-late-several = { $names } and others, { $enterprises } in all: returned and not handed in again, up to { $days } days overdue
reminder-photo = Photo to follow: { $title } · { $when }
reminder-photo-late = { $names }: a photo to follow has not arrived, up to { $days } days overdue
reminder-photo-late-several = { $names } and others, { $enterprises } in all: photos to follow have not arrived, up to { $days } days overdue
reminder-fix = { $fault }: { $measure }{ $who } · { $when }
reminder-fix-short = { $fault }{ $who } · { $when }
reminder-escalation = To be decided: { $name } · { escalation-kind }{ $fault ->
    [no] {""}
   *[other] , { $fault }
}{ $days ->
    [0] { $waits ->
        [0] {""}
        [one] , waits for 1 day
       *[other] , waits for { $waits } days
    }
    [one] , 1 day overdue
   *[other] , { $days } days overdue
}
reminder-escalation-several = To be decided: { $name }, { $count } tasks{ $days ->
    [0] { $waits ->
        [0] {""}
       *[other] , waiting for up to { $waits } days
    }
   *[other] , up to { $days } days overdue
}: { $fault } and others
reminder-duty = { $title } · { $when }
reminder-duty-several = { $title } and others, { $count } tasks · { $when }
reminder-duty-recurring = { $title }: { $count } not done, the earliest { $when }
reminder-own-duty = The plan asks for: { $title } · { $when }
reminder-own-duty-several = The plan asks for { $title } and more, { $count } in all · { $when }
reminder-inspection = { $days ->
    [0] { $state ->
        [open] Inspection not ended: { $names }
       *[other] Inspection today: { $names }
    }
    [one] { $state ->
        [open] Inspection begun on { $day } and not ended: { $names }
       *[other] Inspection of { $day } has not taken place, 1 day ago: { $names }
    }
   *[other] { $state ->
        [open] Inspection begun on { $day } and not ended: { $names }
       *[other] Inspection of { $day } has not taken place, { $days } days ago: { $names }
    }
}
reminder-inspection-several = { $days ->
    [0] { $state ->
        [open] { $count } inspections not ended: { $names } and others
       *[other] { $count } inspections today: { $names } and others
    }
    [one] { $state ->
        [open] { $count } inspections begun on { $day } and not ended: { $names } and others
       *[other] { $count } inspections of { $day } have not taken place, 1 day ago: { $names } and others
    }
   *[other] { $state ->
        [open] { $count } inspections begun on { $day } and not ended: { $names } and others
       *[other] { $count } inspections of { $day } have not taken place, { $days } days ago: { $names } and others
    }
}
reminder-maintenance = Maintenance of extraction · { $when } (last { $last })
reminder-exam = Workers' health examination · { $when } (last { $last })
reminder-testing = Workplace hazard testing · { $when } (last { $last })

## Buttons
reminder-check = Continue self-check
reminder-check-start = Start self-check
reminder-done = { $number } Done, send photo
reminder-visit = { $number } Inspection
reminder-record = { $number } Record
reminder-bring = { $number } Send the photo
reminder-extend = { $number } Ask for more time
reminder-kept = { $number } Done
reminder-to-office = Office
reminder-snooze = Remind me tomorrow
reminder-mute = Stop reminding

## After a tap
reminder-snoozed = All right, you will be reminded on { $day }.
reminder-snoozed-short = ✓ Again tomorrow
reminder-muted = All right, no more reminders of these. Turn them on again under “More → Recurring dates”.
reminder-muted-short = ✓ Not again
reminder-brought-already = This photo has already been sent.
reminder-done-already = This one is already put right.
reminder-kept-next = Noted. Next time: { $day }.

## Facts of an office in its daily digest (sentences of the rules in reminders.yaml)
reminder-office-of = Office · { $place }
fact-unsent = { $count ->
    [one] 1 enterprise has not handed in its form
   *[other] { $count } enterprises have not handed in their forms
}, due { $day }, { $days } days ago{ $left ->
    [none] {""}
    [0] ; today is the last day to hand it in
   *[other] ; accepted until { $until }
}
fact-unreviewed = { $count } forms are waiting for review, the oldest for { $days } days
fact-claimed = { $count } forms were taken but not reviewed, the oldest for { $days } days: { $names }
fact-unverified = { $count } corrections are waiting to be verified, the oldest for { $days } days
fact-unanswered = { $count } requests for more time have no answer, the oldest for { $days } days
fact-overdue = { $count } enterprises are long overdue, by up to { $days } days{ $recent ->
    [0] {""}
   *[other] , { $recent } of them new this week
}
fact-owed = Offices below have { $count } overdue duties, by up to { $days } days: { $names }
fact-undated = { $count } dates are not set yet: { $names }{ $left ->
    [none] {""}
   *[other] . The form could be due when its phase ends, { $until }
}
fact-ending = { $over ->
    [0] { $left ->
        [0] The last phase ends today ({ $until })
        [one] The last phase ends tomorrow ({ $until })
       *[other] The last phase ends on { $until }, in { $left } days
    }
    [one] All phases ended a day ago ({ $until })
   *[other] All phases ended { $over } days ago ({ $until })
}. { $count ->
    [1] The summary is filed: close the campaign
   *[other] Write and file the summary, then close the campaign
}
fact-write = { $number } Write the summary
fact-to-ending = { $number } End campaign
fact-to-unsent = { $number } The list
fact-to-unreviewed = { $number } Review
fact-to-claimed = { $number } Open
fact-to-unverified = { $number } Verify
fact-to-unanswered = { $number } Answer
fact-to-overdue = { $number } The list
fact-to-owed = { $number } See which
fact-to-undated = { $number } Set dates
fact-take = { $number } Use that day
fact-taken = The form is due on { $day } now.
fact-take-reason = The end of the phase
fact-nudge = { $number } Remind them
