# The overview: words in the picture and below it, the league.
chart-button = Overview
chart-steps = Progress
chart-step-enterprises = In scope
chart-step-joined = Joined
chart-step-started = Started
chart-step-submitted = Handed in
chart-step-reviewed = Reviewed
chart-step-closed = Settled
chart-coverage = Coverage
chart-coverage-rule = The plan requires { $percent }%
chart-coverage-none = Reviewed of those in scope
chart-visited = Inspected on site: { $count } ({ $percent })
chart-rate-rule = The plan requires { $percent }%; reported in { $enterprises } forms: { $done } of { $total } workers
chart-remedies = Findings
chart-remedy-undecided = no date yet
chart-remedy-overdue = overdue
chart-remedy-open = under way
chart-remedy-done = to verify
chart-remedy-closed = closed
chart-places = Handed in by place
chart-none = No findings yet
chart-own = { $place } itself
chart-more = { $more } more, see the breakdown
chart-left-form = { $when ->
    [past] Forms were due on { $day }, { $days } days ago
    [today] Forms are due today, { $day }
   *[ahead] Forms are due on { $day }, in { $days } days
}
chart-left-end = { $when ->
    [past] The last phase ended on { $day }, { $days } days ago
    [today] Today, { $day }, is the last day of the last phase
   *[ahead] The campaign ends on { $day }, in { $days } days
}
chart-missing = { $count } to go
chart-changes = Change
chart-now = Now
chart-week = Last week ({ $day })
chart-before = Last campaign, same time ({ $day })
chart-before-end = Last campaign's end ({ $day })
league-button = Ranking
league-head = Ranking: handed in, then reviewed, then fewest overdue
league-line = { $rank }. { $place } in { $submitted } rev. { $reviewed } late { $overdue }
league-none = No enterprises below, nothing to compare.
league-missing = No enterprises yet: { $places }
league-off = This office, or one above it, has switched the ranking off.
league-switch-off = Stop ranking
league-switch-on = Resume ranking
