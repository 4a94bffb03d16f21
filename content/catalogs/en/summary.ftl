# Summaries and monthly reports: what the files say, how an office writes and files them.

## The file
summary-title = { $plan }, { $kind ->
    [month] report for { $year }-{ $month }
   *[whole] summary
    }{ $named ->
    [no] {" "}({ $place })
   *[yes] {""}
    }
summary-file = { $kind ->
    [month] report_{ $place }_{ $year }-{ $month }
   *[whole] summary_{ $place }
    }
summary-days = { $first } to { $last }
summary-draft = Draft (not filed)
summary-part = { $number }. { $title }
summary-typeface-body = FangSong
summary-typeface-heading = SimHei
summary-typeface-title = SimHei
summary-basics = Basics
summary-plan = As required by { $heading }, enterprises here carry out self-checks and corrections{ $extent ->
        [all] , and each was reviewed
        [some] ; { $reviewed } of them were reviewed so far
       *[none] ; reviews have not begun
    }.
summary-scope = By { $day }: { $enterprises } enterprises in scope, { $joined } registered, { $started } started, { $submitted } handed in ({ $share }), { $reviewed } reviewed (coverage { $covered }), { $closed } settled (reviewed, every finding closed).
summary-rate = { $rate }: { $share } (the plan requires { $percent }%): { $done } of { $total } workers, as reported by the { $enterprises } enterprises that handed in.
summary-phase = { $days }. { $told }
summary-phase-days = { $first } to { $last }
summary-phase-undated = No dates yet
summary-phase-early = { $days }: not due yet, but already done: { $told }
summary-phase-ahead = { $days }: not begun.
summary-mobilise = { $notices } notices to { $people } people, read by { $read } ({ $share }).
summary-self-check = { $span ->
    [month] This month
   *[whole] In all
    } { $started } enterprises began, { $submitted } handed in, { $found } findings.
summary-review = { $span ->
    [month] This month
   *[whole] In all
    } { $reviewed } reviews.{" "}
summary-verdicts = Verdicts so far: { $verdicts }.
summary-verdict = { $verdict } { $count }
summary-inspection = { $escalated } overdue or refused cases became matters to decide, { $handed_up } of them referred to the office above.
summary-closing = { $share } of the enterprises are settled.
summary-remedies = Rectification
summary-remedies-counted = { $total } findings: { $closed } closed ({ $share }), { $done } to verify, { $open } under way, { $undecided } without a date, { $overdue } overdue. In this period { $found } were found and { $now_closed } closed.
summary-failing-item = Items most often failed
summary-failing-count = Enterprises
summary-item = { $row }. { $title }
summary-places = Place by place
summary-places-more = { $more } more places are in the ledger.
summary-places-place = Place
summary-places-enterprises = In scope
summary-places-joined = Registered
summary-places-submitted = Handed in
summary-places-reviewed = Reviewed
summary-places-closed = Settled
summary-places-overdue = Overdue
summary-cases = Typical cases
summary-case = { $number }. { $enterprise } ({ $place }, { $industry }): { $found } findings, { $closed } closed{ $reviewed ->
    [yes] ; verdict: { $verdict }
   *[no] {""}
    }. { $text }
summary-problems = Open problems
summary-problems-counted = { $unjoined } not registered, { $missing } not handed in, { $unreviewed } handed in but not reviewed; { $undecided } findings without a date, { $overdue } overdue.
summary-plans = Next steps

## In the office
summary-head = Summaries · { $place }
summary-how = One report a month and one summary of the whole campaign. Figures are counted automatically; cases, problems and next steps are for you to write.
summary-month = Report { $year }-{ $month }
summary-whole = Summary
summary-filed-mark = ✓ { $title }
summary-below = Who has filed
summary-back = ‹ Summaries
summary-one = { $title } · { $place }
summary-counted = In scope { $enterprises } · handed in { $submitted } · reviewed { $reviewed } · overdue { $overdue }
summary-never = Not filed yet.
summary-was-filed = Filed on { $day } ({ $filings } times in all). You can change it and file it again; the office above sees the latest.
summary-problems-button = Problems { $written ->
    [yes] ✓
   *[no] …
    }
summary-plans-button = Next steps { $written ->
    [yes] ✓
   *[no] …
    }
summary-cases-button = Cases { $cases }
summary-look = See it (PDF, Word)
summary-file-button = File it
summary-file-own = Keep as final
summary-sure = File it now? It is filed as shown under “See it”, with today's figures.
summary-sure-own = There is no office above; the final version is kept here.
summary-yes = File
summary-done = Filed.
summary-same = It is the same as last time; not filed again.
summary-write = { $part ->
    [problems] Which problems are open? Type it, at most { $limit } characters; several lines are fine.
   *[plans] What comes next? Type it, at most { $limit } characters; several lines are fine.
    }
summary-written = It says now:
summary-clear = Delete it
summary-cases-head = Typical cases ({ $cases }/{ $limit }). Tap one; type a name to find others.
summary-cases-none = None chosen. Below are those with the most corrections. Tap one, or type a name.
summary-cases-found = Enterprises with “{ $find }” in the name:
summary-cases-nobody = No enterprise that handed in has “{ $find }” in its name.
summary-case-line = { $mark }{ $enterprise } · { $found } found, { $closed } closed
summary-case-ask = { $enterprise }: { $found } found, { $closed } closed. Type a sentence on why it is typical, at most { $limit } characters.
summary-case-said = It says: { $text }
summary-case-remove = Leave it out
summary-case-keep = Choose without text
summary-filings-head = { $title } · who has filed
summary-filings-line = { $filed ->
    [yes] ✓ { $place } · { $day }
   *[no] – { $place } · not yet
    }
summary-filings-none = There are no places below.
summary-making = The file is being made.
office-summaries = Summaries
duties-summary = Write report
outbox-summary-filed = { $place } filed { $kind ->
    [month] its report for { $year }-{ $month }
   *[whole] its summary
    }.
outbox-button-summary = See it
error-invalid-summary-period = That month is not in the campaign; please choose one of those listed.
error-conflict-summary-cases = At most { $limit } cases; leave one out first.
forms-button = All forms (ZIP)
forms-making = Each form is being made into a PDF; with many enterprises this takes some minutes.
forms-none = No enterprise has handed in yet.
forms-large = The file is { $size } MB, above the 50 MB that can be sent. Export it on a computer: chenan export forms --campaign { $campaign } --out forms.zip
forms-file = forms_{ $place }
forms-caption = { $forms } forms of { $places } places, a folder each.
