# 方案：办公室分几部分看，企业一屏看完。
plan-button = 看方案
plan-head = 《{ $heading }》
plan-how = 看哪一部分？日期按本次行动。
plan-back = ‹ 方案
plan-page = { $part }（{ $page }/{ $pages }）
plan-aim = 目标和范围
plan-phases = 阶段安排
plan-departments = 部门分工
plan-duties = 各方任务
plan-rules = 长期要求
plan-ladder = 不整改的处理
plan-scope = 范围：{ $scope }
plan-industries = 方案写明的行业：{ $industries }
plan-phase = ▸ { $title }（{ $days }）{ $does }
plan-department = ▸ { $name }：{ $does }（现在：{ $today }）
plan-enterprise = 企业
plan-duty = · { $title }：{ $who }{ $to ->
    [none] {""}
   *[other] ，报{ $to }
}，{ $when }
plan-due = { $day }前
plan-rhythm = { $rhythm ->
    [monthly] 每月
    [quarterly] 每季度
   *[standing] 随时
}
plan-rule = · { $rule }
plan-rung = · { $written }：{ $consequence }
plan-own-goal = 为什么：{ $goal }
plan-own-form = 您要做的：逐项自查，{ $day }前把{ $form }报{ $to }。
plan-own-fix = 查出问题马上改；不能马上改的，写明怎么改、谁负责、哪天改好。
plan-own-phase = { $now ->
    [yes] ▸{" "}
   *[no] ·{" "}
}{ $title } { $days }
