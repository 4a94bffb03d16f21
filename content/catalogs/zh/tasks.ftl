# 整改列表。
tasks-notice = { $notice }
tasks-head = 整改 · 未完成 { $open } · 逾期 { $overdue } · 已整改 { $done }
tasks-empty =
    {""}
    现在没有要改的。自查时记下“不符合”的，会排在这里。
tasks-undecided-one = 未定 · { $fault }
tasks-overdue-one = ⚠ 逾期 { $days } 天 · { $fault }
tasks-due-one = { $due } · { $fault }
tasks-done-one = ✓ { $fault }
tasks-home = ‹ 首页
tasks-to-done = 已整改 { $done }
tasks-done-head = 已整改 { $done } 项，待销号（等办公室确认）
tasks-of-campaign = 〔{ $campaign }〕{ $open } 项
