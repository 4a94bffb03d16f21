# 到期提醒：一人一天一条，早上八点半；几件事合在一起，最急的在前。
reminder-head = { $name }：今天 { $count } 件事
reminder-head-several = 今天 { $count } 件事
reminder-group = 〔{ $name }〕
reminder-office = 办公室
reminder-more = 还有 { $count } 件，打开首页看。
reminder-left = { $day }前，还有 { $days } 天
reminder-today = 今天到期
reminder-over = { $day }到期，已过 { $days } 天
reminder-grace = ，宽限到{ $day }
reminder-first = （原定{ $day }）
reminder-follows = 方案写明：{ $written }，{ $consequence }。
reminder-asked = 已申请延到{ $day }{ $passed ->
    [yes] （已过）
   *[no] {""}
}，等办公室答复
reminder-request-waits = （企业的延期申请未答复）
reminder-no-measure = 措施还没定
reminder-who = （负责人 { $name }）
reminder-of-campaign = { $text }〔{ $place } · { $plan }〕
reminder-numbered = { $number } { $text }

## 各条规则的话：reminders.yaml 里 text 和 more 写的是全名
reminder-form-not-started = 自查表还没开始 · { $when }
reminder-form-partly = 自查表答了 { $done }/{ $total } 项 · { $when }
reminder-form-answered = 自查表都答完了，还没提交 · { $when }
reminder-recheck = 复查退回，要重新自查，还没交 · { $when }
reminder-recheck-late = { $names }退回重新自查，到期未重新报送，最久 { $days } 天
reminder-recheck-late-several = { $names }等 { $enterprises } 家退回重新自查，到期未重新报送，最久 { $days } 天
reminder-photo = 补照片：{ $title } · { $when }
reminder-photo-late = { $names }应补的照片到期未补，最久 { $days } 天
reminder-photo-late-several = { $names }等 { $enterprises } 家应补的照片到期未补，最久 { $days } 天
reminder-fix = { $fault }：{ $measure }{ $who } · { $when }
reminder-fix-short = { $fault }{ $who } · { $when }
reminder-escalation = 待决事项：{ $name } · { escalation-kind }{ $fault ->
    [no] {""}
   *[other] ，{ $fault }
}{ $days ->
    [0] { $waits ->
        [0] {""}
       *[other] ，已等 { $waits } 天
    }
   *[other] ，过期 { $days } 天
}
reminder-escalation-several = 待决事项：{ $name } { $count } 件{ $days ->
    [0] { $waits ->
        [0] {""}
       *[other] ，最久已等 { $waits } 天
    }
   *[other] ，最久过期 { $days } 天
}：{ $fault }等
reminder-duty = { $title } · { $when }
reminder-duty-several = { $title }等 { $count } 项任务 · { $when }
reminder-duty-recurring = { $title }有 { $count } 期未做，最早的{ $when }
reminder-own-duty = 方案要求：{ $title } · { $when }
reminder-own-duty-several = 方案要求：{ $title }等 { $count } 件 · { $when }
reminder-inspection = { $days ->
    [0] { $state ->
        [open] 检查尚未结束：{ $names }
       *[other] 今天现场检查：{ $names }
    }
   *[other] { $state ->
        [open] { $day }开始的检查尚未结束：{ $names }
       *[other] { $day }的检查尚未进行，已过 { $days } 天：{ $names }
    }
}
reminder-inspection-several = { $days ->
    [0] { $state ->
        [open] { $names }等 { $count } 家的检查尚未结束
       *[other] 今天现场检查 { $count } 家：{ $names }等
    }
   *[other] { $state ->
        [open] { $names }等 { $count } 家的检查 { $day }开始，尚未结束
       *[other] { $day }安排的检查 { $count } 家没有做，已过 { $days } 天：{ $names }等
    }
}
reminder-maintenance = 防护设施维护 · { $when }（上次{ $last }）
reminder-exam = 在岗期间职业健康检查 · { $when }（上次{ $last }）
reminder-testing = 车间危害因素检测 · { $when }（上次{ $last }）

## 按钮
reminder-check = 继续自查
reminder-check-start = 开始自查
reminder-done = { $number } 已整改，上传照片
reminder-visit = { $number } 看检查
reminder-record = { $number } 记录
reminder-bring = { $number } 补照片
reminder-extend = { $number } 申请延期
reminder-kept = { $number } 做过了
reminder-to-office = 进入办公室
reminder-snooze = 明天再提醒
reminder-mute = 不再提醒

## 点了以后
reminder-snoozed = 好，{ $day }再提醒。
reminder-snoozed-short = ✓ 明天再提醒
reminder-muted = 好，这几件不再提醒。在“更多 → 定期提醒”里可以再打开。
reminder-muted-short = ✓ 不再提醒
reminder-brought-already = 这张照片已经补了。
reminder-done-already = 这一条已经改好了。
reminder-kept-next = 记下了，下次 { $day }。

## 办公室每日提醒里的数
reminder-office-of = 办公室 · { $place }
fact-unsent = { $count } 家未交自查表，交表日期{ $day }已过 { $days } 天{ $left ->
    [none] {""}
    [0] ，今天是最后一天还可以交
   *[other] ，{ $until }前还可以交
}
fact-unreviewed = { $count } 份自查表待复查，最早的已等 { $days } 天
fact-claimed = { $count } 份自查表已领取、未复查，最早的已 { $days } 天：{ $names }
fact-unverified = { $count } 项整改待销号，最早的已等 { $days } 天
fact-unanswered = { $count } 件延期申请未答复，最早的已等 { $days } 天
fact-overdue = { $count } 家企业整改长期逾期，最久 { $days } 天{ $recent ->
    [0] {""}
   *[other] ，一周内新增 { $recent } 家
}
fact-owed = 下级有 { $count } 项任务未完成，最久过期 { $days } 天：{ $names }
fact-undated = 还有 { $count } 个日期未定：{ $names }{ $left ->
    [none] {""}
   *[other] 。交表日期可定在阶段结束那天，{ $until }
}
fact-ending = { $over ->
    [0] { $left ->
        [0] 最后一个阶段今天（{ $until }）结束
       *[other] 最后一个阶段{ $until }结束，还有 { $left } 天
    }
   *[other] 各阶段已结束 { $over } 天（{ $until }）
}。{ $count ->
    [1] 总结已报送，请结束行动
   *[other] 请写总结、报送，再结束行动
}
fact-write = { $number } 去写总结
fact-to-ending = { $number } 去结束行动
fact-to-unsent = { $number } 看名单
fact-to-unreviewed = { $number } 去复查
fact-to-claimed = { $number } 去看
fact-to-unverified = { $number } 去销号
fact-to-unanswered = { $number } 去答复
fact-to-overdue = { $number } 看名单
fact-to-owed = { $number } 看是哪些
fact-to-undated = { $number } 去定日期
fact-take = { $number } 就定这一天
fact-taken = 交表日期已定为{ $day }。
fact-take-reason = 按阶段结束日期定
fact-nudge = { $number } 催交
