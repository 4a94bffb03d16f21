# The plan: in parts for an office, on one screen for an enterprise.
plan-button = The plan
plan-head = { $heading }
plan-how = Which part? The dates are those of this campaign.
plan-back = ‹ Plan
plan-page = { $part } ({ $page }/{ $pages })
plan-aim = Aim and scope
plan-phases = Phases
plan-departments = Departments
plan-duties = Duties
plan-rules = Standing rules
plan-ladder = If not put right
plan-scope = Scope: { $scope }
plan-industries = Industries the plan names: { $industries }
plan-phase = ▸ { $title } ({ $days }): { $does }
plan-department = ▸ { $name }: { $does } (today: { $today })
plan-enterprise = enterprise
plan-duty = · { $title }: { $who }{ $to ->
    [none] {""}
   *[other] , to { $to }
}, { $when }
plan-due = by { $day }
plan-rhythm = { $rhythm ->
    [monthly] every month
    [quarterly] every quarter
   *[standing] at any time
}
plan-rule = · { $rule }
plan-rung = · { $written }: { $consequence }
plan-own-goal = Why: { $goal }
plan-own-form = What you do: check item by item, and hand { $form } in to { $to } by { $day }.
plan-own-fix = Put right what you find; where that takes longer, write how, who and by when.
plan-own-phase = { $now ->
    [yes] ▸{" "}
   *[no] ·{" "}
}{ $title } { $days }
