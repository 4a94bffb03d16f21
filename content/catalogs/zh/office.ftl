# 办公室首页。
office-head = { $place } · { $seat }
office-ended = 已于 { $day }结束，以下为当日数字。
office-campaigns = 各次行动 { $campaigns }
office-campaigns-ask = 看哪一次行动？
office-campaign-one = { $plan }{ $ended ->
    [yes] （{ $day }结束）
   *[no] {""}
    }
office-no-campaign = 目前没有开展专项行动。
office-phase-day = { $phase } 第 { $day } 天
office-enterprises = 应查 { $enterprises } 家
office-checks = 注册 { $registered } · 开始 { $started } · 已交 { $submitted }
office-open = 逾期整改 { $overdue } · 待审延期 { $extensions }
office-switch = 切换岗位
office-switch-ask = 现在办哪个岗位的事？
office-to-enterprise = 回到企业
error-invalid-note = 说明最多 { $limit } 个字，请写短一点。
office-extensions = 延期 { $extensions }
office-back = ‹ 办公室
office-duties = 任务 { $duties }
office-units = 企业名单
office-staff = 工作人员
duties-head = 任务 · 待办 { $waiting } · 逾期 { $late } · 已完成 { $done }
duties-none = 现在没有要办的任务。
duties-one = { $due } · { $title }
duties-late-one = ⚠ 逾期 { $days } 天 · { $title }
duties-done-one = ✓ { $title }
duties-due = { $day }前 · { $left }
duties-done-on = 已完成（{ $day }）
duties-to = 报送：{ $to }
duties-note = 说明：{ $note }
duties-written = 方案原文：“{ $written }”（{ $section }）
duties-reading = 理解为：{ $reading }
duties-how =
    {""}
    办完了点“已完成”；或打字写一句、把材料发来，就记为已完成。
duties-mark = 已完成
duties-undo = 尚未完成，退回待办
duties-back = ‹ 任务
duties-to-done = 已完成 { $done }
duties-to-below = 下级未完成的
duties-below-head = 下级未完成的逾期任务 { $count } 项，逾期最久的在前：
duties-below-none = 下级没有逾期任务。
duties-below-one = { $place }：{ $title } { $count ->
    [one] {""}
   *[other] { $count } 期
    }，最久逾期 { $days } 天
duties-done-head = 已完成 { $done } 项
duties-marked = 已记下。
duties-undone = 已退回待办。
units-head = 企业 { $total } 家
units-found = 和“{ $find }”有关的企业 { $total } 家
units-how = 打字可以查找：名称里的字，或信用代码开头。
units-overdue = 逾期 { $overdue }
units-submitted = 已交
units-draft = 已开始
units-registered = 已注册
units-missing = 未注册
units-kind = { $industry } · { $headcount } 人
units-place = { $place } { $address }
units-code = 代码：{ $code }
units-state = 进度：{ $state }
units-phones = 已加入 { $phones } 人
units-call = 电话：{ $whom }
units-back = ‹ 企业名单
office-elsewhere = 其他行动里还有 { $count } 件待办，请看“各次行动”
units-back-unread = ‹ 未读通知的企业
units-order = { $order ->
    [closed] ⛔ 已关闭
    [suspend] ⛔ 停产中
   *[refusal] 拒不整改
    }
