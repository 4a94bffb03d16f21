# 操作记录：谁在什么时候做了什么。
deeds-button = 操作记录
deeds-head = 最近的操作，新的在前
deeds-none = 还没有操作记录。
deeds-line = { day-of-month } { $time } { $name }：{ $deed } { $enterprise }
deed = { $deed ->
    [review-claim] 领取复查
    [review-give-back] 退还，不再由我复查
    [review-judge] 判断一题
    [review-ask] 问企业
    [review-decide] 下复查结论
    [review-confirm] 确认结论
    [review-refuse-second] 不同意结论
    [finding-overturn] 不认可
    [finding-close] 销号
    [finding-set-due-day] 定整改期限
    [finding-reject] 退回整改
    [finding-grant-extension] 同意延期
    [finding-refuse-extension] 不同意延期
    [escalation-warn] 催告
    [escalation-hand-up] 报上级
    [escalation-decide] 作出决定
    [escalation-escalate] 上报
    [spot-check-draw-sample] 随机抽查
    [jurisdiction-import] 导入名单
    [jurisdiction-invite-staff] 邀请同事
    [jurisdiction-revoke-staff-invite] 收回邀请
    [staff-join-staff] 加入
    [staff-revoke-staff] 停用权限
    [staff-switch-seat] 换岗位
    [campaign-open] 开展行动
    [campaign-close] 结束行动
    [campaign-reopen] 恢复行动
    [campaign-set-phase] 改阶段日期
    [campaign-set-duty] 改任务日期
    [notice-confirm] 发通知
    [notice-draft] 起草通知
    [notice-release] 放行通知
    [notice-give-back] 退回通知
    [notice-pause] 暂停通知
    [notice-resume] 继续通知
    [notice-stop] 停止通知
    [notice-correct] 更正通知
    [notice-withdraw] 撤回通知
    [notice-again] 再发一次
    [notice-discard] 删通知草稿
    [inspection-inspection-done] 检查完成
    [inspection-inspection-dropped] 取消检查
    [summary-file] 报总结月报
    [staff-change-role] 换同事岗位
    [enterprise-rename] 改企业名称
    [enterprise-move] 企业搬移
    [enterprise-close] 移出名单
    [enterprise-reopen] 恢复企业
    [enterprise-merge] 合并企业
    [enterprise-invite] 发企业邀请
    [enterprise-make-poster] 做举报海报
    [enterprise-recuse] 因回避没有办
    [enterprise-decide-join] 处理加入申请
    [jurisdiction-set-office-rule] 改每日提醒
    [jurisdiction-set-hotline] 改咨询电话
    [enterprise-erase] 删除企业资料
    [enterprise-set-phone] 改企业电话
    [duty_record-record] 记下任务
    [duty_record-record-changed] 改任务记录
    [duty_record-record-removed] 撤掉任务记录
    [duty_record-attach] 给任务记录加文件
    [duty_record-send] 报送任务材料
    [duty_record-received] 收下任务材料
    [duty_record-returned] 退回任务材料
    [circular-send] 发情况通报
    [circular-read] 已阅
    [circular-answer] 答复情况通报
    [jurisdiction-publish-hotline] 公布举报电话
    [jurisdiction-withdraw-hotline] 撤下举报电话
   *[other] { $deed }
    }
