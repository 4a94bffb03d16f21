# 联席会议：发通知请各部门（和下级）参加，签到，写纪要，议定事项记到各自的任务里。
meeting-decided-at = 联席会议议定
meeting-head = { $count ->
    [0] 还没有联席会议。
   *[other] 联席会议 { $count } 次，待召开的 { $coming } 次：
    }
meeting-label = { $state ->
    [held] ✓ { $day } · { $office }
    [dropped] ✗ { $day } · { $office }
   *[called] ○ { $day } · { $office } { $answered }/{ $guests }
    }
meeting-state = { $state ->
    [held] 已召开
    [dropped] 已取消
   *[called] 待召开
    }
meeting-call = 发会议通知
meeting-back = ‹ 会议
duties-to-meetings = 联席会议 { $meetings }
meeting-title = { $office }联席会议 · { meeting-state }
meeting-when = { $day } { $clock }，{ $where }
meeting-agenda = 议题：{ $agenda }
meeting-counted = 邀请 { $guests } 家：参加 { $come }，请假 { $leave }
meeting-more = 另有 { $more } 家
meeting-answer = { $answer ->
    [come] 参加
    [send] 派{ $who }参加
    [leave] 请假
   *[none] 未答复
    }
meeting-guest = { $came ->
    [yes] ✓ { $party }：已到
    [no] ✗ { $party }：未到
   *[none] ○ { $party }：{ $answer }
    }
meeting-minutes = 纪要：{ $minutes }
meeting-has-minutes = 纪要已写
meeting-points = 议定事项 { $count } 件，已完成 { $done } 件
meeting-come = 参加
meeting-send = 派人参加
meeting-leave = 请假
meeting-to-attendance = 签到
meeting-to-minutes = 写纪要
meeting-to-points = 议定事项 { $points }
meeting-issue = 向各家印发纪要
meeting-paper = 纪要（PDF、Word）
meeting-drop = 取消会议
meeting-ask-who = 派谁参加？打字写姓名和职务，如：王科长。
meeting-ask-day = 哪一天开？打字写日子：5月12日、2026-05-12。会前一个工作日会提醒。
meeting-ask-clock = 几点、在哪里开？打字写在一行：14:30 三楼会议室
meeting-clock-unclear = 没看懂时间。请先写几点，再写地方，如：14:30 三楼会议室
meeting-ask-agenda = 打字写议题，最多 800 个字。一行写一件。
meeting-ask-whom = 邀请哪些部门和下级？已选 { $count } 家，按一下名称可去掉或加上。
meeting-check = 请核对会议通知
meeting-asked = 邀请：{ $parties }
meeting-asked-count = 邀请 { $count } 家
meeting-confirm = 发出通知
meeting-change = 改时间
meeting-called = 通知已发出，各家会收到消息；答复了您会收到提醒。
meeting-discarded = 没有发出，草稿已删掉。
meeting-dropped = 会议已取消，各家会收到消息。
meeting-issued = 纪要已发给各家。
meeting-ask-attendance = 请记出席情况，按一下更改。已到 { $came } / { $guests }
meeting-came = { $came ->
    [yes] ☑ { $party }
    [no] ☒ { $party } 未到
   *[none] ☐ { $party }
    }
meeting-ask-minutes = 打字写纪要，最多 3000 个字；再写一次就换成新的。写完接着记议定事项。
meeting-no-points = 还没有议定事项。
meeting-ask-point = 议定事项请打字写，一句一件；点下面的可撤销。
meeting-points-head = 议定事项，已记入各家的任务。
meeting-point = { $number }. { $text }（{ $party }，{ $state ->
    [done] 已完成
    [late] { $due }到期，未完成
   *[open] { $due }前
    }）
meeting-point-remove = 撤销 { $number }：{ $text }
meeting-ask-party =
    “{ $text }”
    由谁办？
meeting-own-office = { $office }（本办公室）
meeting-ask-due = 哪一天前办好？打字写日子：5月12日、2026-05-12。前一个工作日会提醒，过期再提醒。
meeting-point-party = 由{ $party }办
meeting-point-of = { $day }联席会议议定。
meeting-paper-title = { $plan }联席会议纪要
meeting-paper-file = 联席会议纪要-{ $place }-{ $day }
meeting-paper-basics = 时间、地点和出席情况
meeting-paper-agenda = 议题
meeting-paper-minutes = 会议情况
meeting-paper-points = 议定事项
meeting-paper-when = 会议于{ $day } { $clock } 在{ $where }召开。
meeting-paper-came = 出席：{ $parties }。
meeting-paper-away = 未出席：{ $parties }。
meeting-paper-unknown = 出席情况未记：{ $parties }。
meeting-paper-sent = { $party }（{ $who }）
meeting-paper-nobody = 无
meeting-paper-no-points = 没有议定事项。
meeting-paper-head-point = 议定事项
meeting-paper-head-party = 承办
meeting-paper-head-due = 期限
outbox-meeting = { $place }请您参加联席会议：{ $day } { $clock }，{ $where }。请答复参加、派人参加或请假。
outbox-meeting-soon = 提醒：{ $day } { $clock } 在{ $where }开{ $place }联席会议。
outbox-meeting-dropped = { $place }取消了{ $day } { $clock } 的联席会议。
outbox-meeting-minutes = { $place }发来{ $day }联席会议的纪要。
outbox-meeting-answered = 联席会议：{ $department ->
    [none] { $place }
   *[other] { staff-department }
    }{ $answer ->
    [come] 参加
    [send] 派{ $who }参加
   *[leave] 请假
    }。
outbox-point = { $place }联席会议议定，请在 { $due }前办：{ $text }
outbox-point-due = 快到期：{ $text }，期限 { $due }。办好了请记一次。
outbox-point-late = 已过期：{ $text }，期限是 { $due }。请尽快办，办好了请记一次。
outbox-button-meeting = 看会议
outbox-button-point = 看任务
error-invalid-meeting-day = 开会的日子要在今天或以后一年之内，请重写。
error-invalid-meeting-clock = 时间不对，请写成 14:30 这样。
error-invalid-meeting-where = 请在时间后面写开会的地方，不超过 { $limit } 个字。
error-invalid-meeting-nobody = 还没有选请谁参加，请至少选一家。
error-invalid-meeting-answer = 没有这种答复，请从按钮里选。
error-invalid-meeting-who = 请写派谁参加，不超过 40 个字。
error-invalid-meeting-due = 期限要在今天或以后一年之内，请重写。
error-invalid-meeting-point = 请用一句话写清楚要办什么，不超过 { $limit } 个字。
error-conflict-meeting-early = 会还没开，到了那天再记。
error-conflict-meeting-point-done = 这件事项已办完，不能撤销。
