# 通知、提醒为什么没收到：命令行和办公室的对话里都用
notice-why = 为什么没收到
notice-why-head = 《{ $title }》没收到的企业，点一家看原因：
notice-why-none = 都已收到。
notice-why-one = { $enterprise }：为什么没收到
notice-why-line = { $name }（{ $role ->
    [owner] 负责人
   *[member] 成员
    }）{ $answer }
notice-why-unnamed = 联系人
notice-why-unit = 看这家企业
notice-why-back = ‹ 没收到的
notice-by-any = ☐ 所有联系人都收到才算
notice-by-all = ☑ 所有联系人都收到才算
notice-sure-again-all = 《{ $title }》再发一次，发给还没点过已阅读的每个人。最多 { $count } 人，只能再发这一次。
notice-why-read = { $at } 已读
notice-why-outdated = { $at } 已读，读的是更正以前的内容
notice-why-sent = { $at } 已送达，未读
notice-why-withdrawn = 已撤回（{ $at } 送达过）
notice-why-refused = Telegram 拒收：{ $reason }
notice-why-unreachable = { $at } 起联系不上
notice-why-stopped = 还没轮到时通知已停止发送
notice-why-draft = 通知还是草稿
notice-why-held = 通知等待另一位负责人放行：{ $reason }
notice-why-scheduled = 通知 { $at } 开始发送
notice-why-paused = 通知已暂停
notice-why-night = 夜间不发，{ $at } 起再发
notice-why-retry = { $at } 再试：{ $reason }
notice-why-sending = 正在发送
notice-why-queued = 排队中，前面还有 { $ahead } 条
notice-why-gathering = 通知刚开始发送，还没排到这家企业
notice-why-out = 不在发送范围内
notice-why-not-meant = 不在发送范围内：{ $reasons }
notice-why-joined-later = { $at } 才加入，晚于通知发送
notice-why-dropped = 通知没有发给此人，可能当时联系不上
notice-why-out-place = 不在通知的地区内
notice-why-out-closed = 企业已移出名单
notice-why-out-industry = 通知发给其他行业
notice-why-out-hazard = 没有通知所说的危害因素
notice-why-out-chosen = 通知指定了别的企业
notice-why-out-campaign = 没有参加通知所说的行动
notice-why-out-state = 在行动中的进展不符合通知的条件
notice-why-out-registered-later = 通知发送以后才注册
notice-why-out-not-then = 现在符合条件，通知发送时不符合
notice-why-held-size = 收件企业较多
notice-why-held-author = 拟稿人已没有权限
notice-why-nobody = 没有联系人：企业还没有人登记或加入。
notice-why-no-reason = 没有记录原因
