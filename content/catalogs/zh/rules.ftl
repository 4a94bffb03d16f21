# 每日提醒：办公室的规则，会发什么。
rules-button = 每日提醒
rules-head = { $place }的每日提醒：早上八点半一条，一天最多一条，说等到了日子的和新来的申请、上报；急的马上另发。没事不发，休息日不发。
rules-only-head = 负责人可以改。
rules-name = { $about ->
    [unsent] 没交自查表的
    [unreviewed] 待复查的
    [claimed] 已领取未办结的
    [unverified] 待销号的
    [unanswered] 没答复的延期
    [overdue] 长期逾期的
    [owed] 下级未完成的任务
    [undated] 没定的日子
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
    [unsent] 交表日过后第几天起说；宽限最后一天再说一次。
    [unreviewed] 最早的一份等到第几天起说。
    [claimed] 领取（或最后一次判）后放到第几天起说，说出是谁领的。
    [unverified] 最早的一项等到第几天起说。
    [unanswered] 最早的一件等到第几天起说。
    [overdue] 整改过期到第几天起说。请您定的另有提醒，不重复算。
    [owed] 下级的任务过期到第几天起说。
    [undated] 开展后第几天起问，定了就不问。
   *[ending] 从最后一个阶段结束前 14 天数起，第几天起说；结束那天再说一次，行动结束了就不说。
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
rules-turn-off = 不用提醒这个
rules-preview = 会发什么
rules-back = ‹ 每日提醒
rules-told = { $day }早上会发：
rules-told-none = { $day }早上没有要发的。
rules-later = { $day }再说：{ $name }
rules-no-campaign = 现在没有专项行动，不会发。
error-invalid-rule-first = 请选 0 到 { $most } 天。
error-invalid-rule-again = 请选每 1 到 { $most } 天。
