# 每日提醒：办公室的规则，会发什么。
rules-button = 每日提醒
rules-head = { $place }的每日提醒：早上八点半发，一天最多一条，列出到了提醒日期的事项和新的申请、上报；紧急的马上另发。没有事项不发，休息日不发。
rules-only-head = 负责人可以改。
rules-name = { $about ->
    [unsent] 未交自查表的
    [unreviewed] 待复查的
    [claimed] 已领取未办结的
    [unverified] 待销号的
    [unanswered] 未答复的延期
    [overdue] 长期逾期的
    [owed] 下级未完成的任务
    [undated] 未定的日期
   *[ending] 总结和结束行动
    }
rules-one = { $on ->
    [yes] ☑
   *[no] ☐
    } { rules-name }{ $on ->
    [yes] {" · "}{ $first }天起，每{ $again }天
   *[no] {""}
    }
rules-what = { $about ->
    [unsent] 交表日期过后第几天起提醒；宽限最后一天再提醒一次。
    [unreviewed] 最早的一份等到第几天起提醒。
    [claimed] 领取（或最后一次判断）后第几天起提醒，并写明领取人。
    [unverified] 最早的一项等到第几天起提醒。
    [unanswered] 最早的一件等到第几天起提醒。
    [overdue] 整改逾期第几天起提醒。请您决定的另有提醒，不重复计算。
    [owed] 下级任务逾期第几天起提醒。
    [undated] 开展后第几天起提醒，定了就不再提醒。
   *[ending] 从最后一个阶段结束前 14 天起算，第几天起提醒；结束当天再提醒一次，行动结束后不再提醒。
    }
rules-first-one = { $chosen ->
    [yes] ☑{" "}
   *[no] {""}
    }第{ $days }天
rules-again-one = { $chosen ->
    [yes] ☑{" "}
   *[no] {""}
    }每{ $days }天
rules-turn-on = 打开
rules-turn-off = 关闭这项提醒
rules-preview = 会发什么
rules-back = ‹ 每日提醒
rules-told = { $day }早上会发：
rules-told-none = { $day }早上没有要发的。
rules-later = { $day }再提醒：{ $name }
rules-no-campaign = 现在没有专项行动，不会发。
error-invalid-rule-first = 请选 0 到 { $most } 天。
error-invalid-rule-again = 请选每 1 到 { $most } 天。
