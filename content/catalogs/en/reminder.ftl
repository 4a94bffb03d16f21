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
reminder-grace = , taken until { $day }
reminder-first = {" "}(first { $day })
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
reminder-form-not-started = Self-check form not begun · { $when }
reminder-form-partly = Self-check form: { $done } of { $total } answered · { $when }
reminder-form-answered = Self-check form answered, not handed in · { $when }
reminder-recheck = Handed back by the review, to be checked anew · { $when }
reminder-recheck-late = { $names }: handed back, and not handed in again, up to { $days } days overdue
reminder-recheck-late-several = { $names } and others, { $enterprises } in all: handed back, and not handed in again, up to { $days } days overdue
reminder-photo = Photo to follow: { $title } · { $when }
reminder-photo-late = { $names }: a photo that was to follow has not come, up to { $days } days overdue
reminder-photo-late-several = { $names } and others, { $enterprises } in all: photos that were to follow have not come, up to { $days } days overdue
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
reminder-duty-recurring = { $title }: { $count } of them to be done, the first { $when }
reminder-maintenance = Maintenance of extraction · { $when } (last { $last })
reminder-exam = Workers' health examination · { $when } (last { $last })
reminder-testing = Testing of the air at work · { $when } (last { $last })

## Buttons
reminder-check = Continue self-check
reminder-check-start = Begin self-check
reminder-done = { $number } Done, send photo
reminder-bring = { $number } Bring the photo
reminder-extend = { $number } Ask for more time
reminder-kept = { $number } Done
reminder-to-office = Office
reminder-snooze = Again tomorrow
reminder-mute = Not again

## After a tap
reminder-snoozed = All right, again on { $day }.
reminder-snoozed-short = ✓ Again tomorrow
reminder-muted = All right, no more of these. “More → Recurring dates” brings them back.
reminder-muted-short = ✓ Not again
reminder-brought-already = This photo has come already.
reminder-done-already = This one is put right already.
reminder-kept-next = Noted. Next time: { $day }.

## Facts of an office in its daily digest (sentences of the rules in reminders.yaml)
reminder-office-of = Office · { $place }
fact-unsent = { $count ->
    [one] 1 enterprise has not handed in its form
   *[other] { $count } enterprises have not handed in their forms
}, due { $day }, { $days } days ago{ $left ->
    [none] {""}
    [0] ; today is the last day it is taken
   *[other] ; taken until { $until }
}
fact-unreviewed = { $count } forms wait for review, the oldest for { $days } days
fact-claimed = { $count } forms were taken for review and left, the oldest for { $days } days: { $names }
fact-unverified = { $count } corrections wait to be accepted, the oldest for { $days } days
fact-unanswered = { $count } requests for more time have no answer, the oldest for { $days } days
fact-overdue = { $count } enterprises are long overdue, at most { $days } days{ $recent ->
    [0] {""}
   *[other] , { $recent } of them new this week
}
fact-owed = Offices below still owe { $count } duties, at most { $days } days late: { $names }
fact-undated = { $count } days are not set yet: { $names }{ $left ->
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
fact-to-ending = { $number } Close it
fact-to-unsent = { $number } The list
fact-to-unreviewed = { $number } Review
fact-to-claimed = { $number } Look
fact-to-unverified = { $number } Accept
fact-to-unanswered = { $number } Answer
fact-to-overdue = { $number } The list
fact-to-owed = { $number } Which
fact-to-undated = { $number } Set days
fact-take = { $number } That day
fact-taken = The form is due on { $day } now.
fact-take-reason = The end of the phase
fact-nudge = { $number } Remind them
