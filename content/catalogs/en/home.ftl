# The home window and the pages behind it.
home-stranger =
    Chen'an · dust and highly toxic substances at work
    What would you like to do?
home-guest =
    You are in charge of a correction: you can see it, comment and send photos.
home-enterprise = { $name } · { $industry } · { $headcount } people
home-no-campaign = There is no campaign where you are at present.
home-phase = { $place } · { $phase }
home-phase-none = dates to be set
home-phases-over = all phases are over ({ $day }){ $close ->
    [yes] . Write and file the summary, then close the campaign.
   *[no] {""}
}
home-phase-next = { $phase } begins { $day }
home-due = Self-check form due { $day } · { $left }
home-recheck = Returned by the review, due again { $day } · { $left }{ $before ->
    [none] {""}
   *[other] {" "}(before: { $before })
}
home-due-open = The safety office will say when the form is due.
home-grace = {" "}(at the latest { $day })
home-progress = Check  { $bar }  { $done }/{ $total }
home-owed = Photos to follow: { $count }, the first by { $day }
home-submitted = Form handed in, number { $number }
home-remedies = Corrections  { $open } open{ $overdue ->
    [0] , the first due { $due }
   *[other] , { $overdue } overdue, the first since { $due }
    }
home-remedies-open = Corrections  { $open } open, no day set
home-check-start = 开始自查 Start the self-check
home-check-continue = 继续自查 Continue (item { $row })
home-check-finish = 继续自查 Finish and hand in
home-check-submitted = Form { $number }
home-campaign = { $place } · { $plan }
home-check-of = { $check } · { $place }
home-campaigns = All campaigns { $campaigns }
home-campaigns-more = { $more } more are in “All campaigns”.
home-campaigns-head = You take part in { $campaigns } campaigns:
home-brief-title = ▸ { $plan }
home-brief-due = { $late ->
    [no] due
   *[yes] was due
    } { day-of-month }{ $apart ->
    [this] {""}
   *[other] {" "}{ $year }
    }
home-brief-again = returned
home-brief-open = due date to come
home-brief-unbegun = not begun
home-brief-done = { $done }/{ $total }
home-brief-state = { $state ->
    [in_review] in review
   *[other] handed in
    }
home-brief-remedies = corrections { $open }{ $overdue ->
    [0] {""}
   *[other] {" "}({ $overdue } late)
    }
home-brief-join = {" · "}
home-past = Earlier forms { $past }
home-past-ask = Earlier forms: tap one for its PDF.
home-past-one = { $number } · { $place } · { $plan }
home-past-draft = not handed in
home-tasks = Corrections { $tasks }
home-overview = All items
home-more = More
home-more-title = More
home-join = I am an enterprise
home-about = About and privacy
home-language = 语言 / Language
home-guest-finding = My correction
home-share = Colleagues and enterprise
home-profile = Profile
home-upkeeps = Recurring dates
home-switch = Another enterprise
home-further = Add an enterprise
home-help = Help
home-back = ‹ Home
home-language-ask = 请选语言 / Choose a language
home-switch-ask = Which enterprise are you working on now?
home-privacy-text =
    Kept: enterprise, code, address, answers, notes, photos, voice, files, names in plans, phone, e-mail, account, messages (30 days).
    Not kept: your Telegram phone, contacts, place (removed from photos, not from PDFs).
    Never send medical results; cover names on photos.
    Seen by: your colleagues and offices; a guest sees one finding. Telegram and the network know of it.
    A form is your own report: no certificate, no waiver of liability.
home-help-text =
    /check self-check  /tasks corrections  /start home
    /language  /privacy  /cancel leaves the step
    · Every answer is kept; stop any time.
    · Buttons can be typed: 1, 2, 3 …
    · Photos: up to 9 a question, several at once.
    · Typed text is the question's note; voice works.
    · Several phones: share a code under Colleagues.
home-office = Office

# The weekly safety tip.
home-anonymity = How reports stay anonymous
home-tip = Weekly safety tip
home-tip-text =
    Weekly safety tip
    { $weekday } at { $hour }: one tip on how to protect yourself at work.
    · Anybody may subscribe: enterprises, workers, offices alike.
    · The list holds only account and language: no date, and no link to any report.
    · If you stop, you are deleted from it.
home-tip-is-on = You get it now.
home-tip-is-off = You are not subscribed.
home-tip-none = There is no weekly safety tip here.
home-tip-on = Subscribe
home-tip-off = Unsubscribe
home-weekday-1 = Mondays
home-weekday-2 = Tuesdays
home-weekday-3 = Wednesdays
home-weekday-4 = Thursdays
home-weekday-5 = Fridays
home-weekday-6 = Saturdays
home-weekday-7 = Sundays
tip-message =
    Safety tip of the week
    { $text }
tip-look-up = Look up a report
tip-stop = No more of these
tip-stopped = Done: no more tips.

## Suspension and closure
order-over = { $kind ->
    [closure] ⛔ Closed by order ({ $day }): no production
   *[suspend] ⛔ Suspended: no work before the office agrees
    }
home-resume = ⛔ Suspended · ask to resume
resumption-why = { $office } ordered the suspension. Reason: { $reason }
resumption-refused = Not agreed to. Reason: { $reason }
resumption-photos = Photos: { $count }
resumption-how = { $state ->
    [draft] Not sent yet. Send photos of what was put right, at least one, then tap “Send request”.
    [asked] Sent to the office on { $day }. Work may begin once the office has looked and agreed.
    [refused] Put right what is named, then ask again.
   *[none] When all is put right, tap “Write request”, say what was done, then send photos. No work until the office agrees.
    }
resumption-over = There is no suspension now, so there is nothing to request.
resumption-ask = Please type how each finding was put right, when, and whether it was measured again; at most 1000 characters.
resumption-before = Written so far: { $text }
resumption-words-first = Please tap “Write request” first and say what was done, then send photos.
resumption-begin = Write request
resumption-rewrite = Rewrite
resumption-send = Send request
error-invalid-resumption-photo = There is no photo yet. Please send photos of what was put right first.
error-conflict-resumption-over = That request has its answer; please look at how it stands now.
error-conflict-resumption-asked = The request has been sent and can no longer be changed; the office is looking at it.
