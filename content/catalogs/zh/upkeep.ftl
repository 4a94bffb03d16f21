# 企业自己的定期事项：防护设施维护、体检、检测。
error-invalid-upkeep-future = 这一天还没到。请写上次做完的那一天。
error-invalid-upkeep-old = 这一天太早了，最多 { $years } 年以内。
error-invalid-upkeep-kind = 没有这一种，请从按钮里选。

upkeep-head =
    定期提醒
    填上次做完的日子，专项行动期间到期前会提醒您。
upkeep-name-maintenance = 防护设施维护
upkeep-name-medical_exam = 在岗期间职业健康检查
upkeep-name-testing = 车间危害因素检测
upkeep-line = { $name }：{ $next }
upkeep-unset = 还没填
upkeep-stopped = 已停，不再提醒
upkeep-next = 下次 { $day }，{ $left }
upkeep-last = 上次 { $day }，每 { $months } 个月一次
upkeep-muted = 您不再收到它的提醒。
upkeep-ask =
    { $ask }

    打字写日子：5月12日、2026-05-12、2026年5月。
upkeep-day-unclear = 没看懂是哪一天。请写成 5月12日、2026-05-12 或 2026年5月。
upkeep-today = 就是今天
upkeep-done-today = 今天做过了
upkeep-change = 改上次日期
upkeep-stop = 停止提醒
upkeep-again = 再提醒我
upkeep-home = ‹ 首页
