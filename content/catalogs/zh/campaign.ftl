# 办公室里开展一次专项行动：选方案、定日子、看会发什么、确认；以后改日子、结束。
campaign-another = 再开一次行动
campaign-sure-others = 这里的企业还在 { $count } 次其他行动里，开展后各填各的表：
campaign-sure-other = · { $campaign }：{ $enterprises } 家，{ $started } 家已开始，{ $submitted } 家已交
campaign-sure-offered = 一张表里答过的题，另一张表里会问要不要照旧。
campaign-of = 〔{ $campaign }〕
office-campaign-open = 开展专项行动
office-campaign = 行动安排
campaign-head = { $plan } · { $place }
campaign-pack-ask = { $place }：按哪个方案开展？选了还可以退回来。
campaign-start-ask =
    { $plan }
    从哪天开始？方案里的日子都按这一天往后推。请选择，或打字写日期。
campaign-other-day = 其他日期
campaign-calendar = 从哪天开始？
campaign-days-how = { $opening ->
    [yes] 日期不对的，点一下改。现在还没有开展，没有发出任何消息。
   *[no] 点一项看原文、改日子。改了以后，提醒跟着变。
    }
campaign-days-one = { $past ->
    [yes] ✓{" "}
   *[no] {""}
    }{ $kind ->
    [phase] ▸{" "}
   *[duty] {""}
    }{ $title } { $days }
campaign-undated = 待定
campaign-past = 有 { $count } 项已经过去，不会补发提醒。
campaign-now = 现在：{ $days }
campaign-written = 方案原文：“{ $written }”
campaign-edit = { $kind ->
    [phase] 打字写新的起止日期，比如“2026年12月1日到2027年3月31日”；没定就写“待定”。
   *[duty] 选一天，或打字写日期；没定就写“待定”。
    }
campaign-days-unclear = 没看懂。请写开始和结束两个日期，中间用“到”隔开，比如“2026年12月1日到2027年3月31日”。
campaign-reason-ask = 新日期：{ $days }。请打字写明修改的理由，会留下记录。
campaign-moved = 已修改，提醒按新日期发。
campaign-sends = 会发什么
campaign-sends-head = 将自动发送：
campaign-sends-opening = 开展后：给本地和下级的工作人员各发一条说明（夜里不发）。
campaign-sends-reach = 现在名单上有 { $enterprises } 家企业，其中已注册、能收到的 { $registered } 家；以后注册的也会收到。
campaign-sends-line = { $about ->
    [self_check] 催未交表的企业：{ $days }，{ $times } 次
   *[duty] 提醒办公室“{ $title }”：{ $days }，{ $times } 次
    }
campaign-sends-none = 各事项都没有定日期，不会自动发提醒。
campaign-to-open = 开展 ›
campaign-sure = 现在在{ $place }开展“{ $plan }”（首日 { $day }）？企业从这时起可以开始自查，工作人员会收到说明。
campaign-sure-undated = 注意：交自查表的日期未定，定了才会催交。
campaign-sure-past = 注意：有 { $count } 项的日期已过。
campaign-open = 开展
campaign-opened = 已经开展。
campaign-since-button = 项目年份
campaign-since-ask =
    方案第 { $number } 项：“{ $row }”
    { $year ->
        [0] 现在不限年份。
       *[other] 现在问 { $year } 年以来的项目。
    }
    要问哪年以来的？请打字写年份，例如 2015。已经开始的自查表不变。
campaign-since-none = 不限年份
campaign-since-unclear = 请写四位数的年份，例如 2015。
error-invalid-since-year = 年份请写 1990 到 { $last } 之间的。
campaign-close = 结束行动
campaign-close-head = 结束{ $place }的“{ $plan }”？现在还有：
campaign-close-forms = · 未交自查表的 { $count } 家（填了一半的 { $begun } 家）：不能再填，填过的仍可查看
campaign-close-reviews = · 未复查完的表 { $count } 份：记为未复查
campaign-close-fixes = · 未整改的问题 { $count } 处（逾期 { $overdue } 处）：记为未整改，不再提醒，整改责任不变
campaign-close-accept = · 待销号的 { $count } 处：记为未销号
campaign-close-decisions = · 未答复的延期和待决事项 { $count } 件：不再处理
campaign-close-notices = · 已定时间、尚未开始发送的通知 { $count } 份：不再发送，退回起草人；仍需发送的，由起草人再发
campaign-close-standing = · 以后注册的企业也收到的通知 { $count } 份：不再补发
campaign-close-inspections = · 安排了或没结束的现场检查 { $count } 次：不再检查，已记的留作参考，不计入
campaign-close-after = 数字以今天为准，不再变动。台账、一览、自查表都保留，总结仍可撰写和报送。企业和工作人员各收到一条通知。
campaign-close-ask = 要结束，请打字写出行动的名称：{ $plan }
campaign-close-name-wrong = 名称不对，没有结束。要结束，请写：{ $plan }
campaign-close-reason = 为什么现在结束“{ $plan }”？请打字写明理由，会留下记录。写了就结束；不结束请点“返回”。
campaign-closed = 行动已结束。
campaign-closed-why = 结束的理由：{ $reason }
campaign-reopen = 恢复行动
campaign-reopen-ask = 恢复{ $place }的“{ $plan }”，接着原来的办。请打字写明恢复的理由，会留下记录。已经收到结束通知的人会收到恢复的通知。
campaign-reopened = 行动已恢复。
campaign-begun = { $place }的“{ $plan }”开始企业自查了。一题一题答，不符合的能改就改，改不了的定个日子。{ $due ->
    [none] 交表的日子还没定，定了会通知您。
   *[other] 请在 { $due }前交自查表{ $grace ->
        [none] 。
       *[other] ，最迟 { $grace }。
    }
}
campaign-days-moved = { $place }的“{ $plan }”日期有调整：
campaign-days-moved-one = · { $title }：{ $now }{ $before ->
    [none] （原来没定）
   *[other] （原定 { $before }）
}
campaign-days-moved-line = { $place }的“{ $plan }”日期有调整：{ $days }{ $more ->
    [0] {""}
   *[other] ，另有 { $more } 项
}
campaign-days-moved-in-line = { $title } { $now }{ $before ->
    [none] （原来没定）
   *[other] （原定 { $before }）
}
campaign-days-moved-why = 原因：{ $reason }
campaign-form-moved = { $place }的“{ $plan }”日期有调整：
campaign-form-moved-due = · 自查表：{ $now }前交{ $before ->
    [none] （原来没定）
   *[other] （原定 { $before }）
}
campaign-form-moved-open = · 自查表：交表日期待定（原定 { $before }）
campaign-form-moved-start = · 自查：{ $now }开始{ $before ->
    [none] （原来没定）
   *[other] （原定 { $before }）
}
campaign-ended = { $place }的“{ $plan }”已于{ $day }结束。台账、一览、自查表仍可查看；总结还可以写、可以报送。
campaign-ended-owner = { $place }的“{ $plan }”已于{ $day }结束。自查表不能再改，在“更多 → 以前的自查表”里看。没改好的问题照样要改，改的照片自己留好。
campaign-resumed = { $place }的“{ $plan }”恢复了，接着原来的办。
campaign-resumed-owner = { $place }的“{ $plan }”恢复了，自查和整改接着原来的做。
error-ended = 这次行动已经结束，不能再改。填过的都在，在“以前的自查表”里看。
error-invalid-end-reason = 请写明理由，2 到 200 个字。
campaign-phone = 咨询电话：{ $phone }（{ $place }）
campaign-phone-none = 还没有咨询电话。填好以后，企业在“帮助”里能看到。
campaign-phone-button = 咨询电话
campaign-phone-ask = 企业咨询打哪个电话？请打字写号码，企业在“帮助”里会看到。
campaign-hotlines-button = 举报电话
campaign-hotlines-ask =
    公布的举报电话 { $count } 个：工人在“打电话举报”、海报和“帮助”里看得到。
    打字添加，一次一个，中间空一格：部门 号码 时间
    例：镇安监站 0523-86290000 工作日8:30-17:30
    { $count ->
        [0] {""}
       *[other] 要撤下哪个，就点哪个。
    }
campaign-hotlines-above = 现在用的是{ $place }公布的：
campaign-hotlines-one = ✕ { $line }
home-report-hotlines = 举报电话：
error-invalid-report-hotline = 没看到电话号码，或者太长。请写成：部门 号码 时间，中间空一格，例：镇安监站 0523-86290000 工作日8:30-17:30。
error-invalid-report-hotlines-many = 最多公布 { $limit } 个，请先撤下一个。
campaign-phone-kept = 咨询电话已保存。
home-hotline = 有问题可以打{ $place }办公室的电话：{ $phone }
error-invalid-hotline = 这不像电话号码，请写数字，比如 0523-86290000。
error-invalid-days-reason = 请写明修改的理由，2 到 200 个字。
error-invalid-dates = 结束日期早于开始日期，请重新写。
error-invalid-dates-past = { $day } 已过，请选今天以后的日期。
error-invalid-start = 这一天太早或太晚，请写 2000 到 2099 年的日期。
error-invalid-pack = 没有这个方案，请从按钮里选。
error-conflict-campaign-open = 这里已经按这个方案开展了行动，在“行动安排”里看。

# 打字写日期时认得的词，斜线隔开。
campaign-typed-between = 到/至/～/~/——/—/–
campaign-typed-open = 待定/时间待定/没定
campaign-later-no = 后面的阶段不变。要一起顺延，请点下面。
campaign-later-yes = 后面的阶段一起顺延，各自的任务也跟着：
campaign-later-one = · { $title }：{ $days }
campaign-later-move = 后面 { $count } 个阶段也顺延
campaign-later-stay = 后面的阶段不动
