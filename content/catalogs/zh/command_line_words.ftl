# 状态、类别、级别等在命令行里的说法；JSON 里仍是代码。

cli-campaign-state = { $state ->
    [closed] 已结束
   *[open] 进行中
    }
cli-enterprise-state = { $state ->
    [closed] 已移出名单
    [merged] 已并入另一家
    [erased] 资料已删除
   *[active] 在名单上
    }
cli-notice-state = { $state ->
    [draft] 草稿
    [waiting] 待放行
    [scheduled] 已定时
    [sending] 发送中
    [paused] 已暂停
    [stopped] 已停止
    [withdrawn] 已撤回
   *[sent] 已发出
    }
cli-notice-job = { $job ->
    [again] 再发给未读的
    [correct] 更正
    [withdraw] 撤回
    [topup] 补发给后来登记的
   *[send] 发给全体对象
    }
cli-notice-with-job = { $state }（{ $job }）
cli-outbox-state = { $state ->
    [pending] 等待
    [retry] 重试
    [sending] 正在发送
   *[failed] 停发
    }
cli-outbox-action = { $action ->
    [edit] 修改
    [delete] 撤回
   *[send] 发送
    }
cli-outbox-what = { $what ->
    [notice] 通知
    [nprogress] 通知的进度
    [ntest] 通知的试发
    [digest] 每日提醒
    [campaign] 行动的消息
    [handed-up] 上报的待决事项
    [report-text] 举报的内容
    [reports] 有新举报
    [tip] 每周安全提示
   *[other] 单条消息（{ $what }）
    }
cli-contact-role = { $role ->
    [owner] 负责人
   *[member] 成员
    }
cli-jurisdiction-level = { $level ->
    [city] 市
    [county] 县区
    [town] 乡镇街道
   *[village] 村社区
    }
cli-plan-level = { $level ->
    [city] 市级
    [district] 区级
    [township] 乡级
   *[town] 镇级
    }
cli-question-level = { $level ->
    [danger] 须先停岗
    [serious] 影响健康或会受罚
   *[paper] 资料类
    }
cli-duty-rhythm = { $rhythm ->
    [monthly] 每月
    [quarterly] 每季
    [standing] 常年
   *[once] 一次
    }
cli-duty-who-enterprise = 企业
cli-form-state = { $state ->
    [draft] 未提交
    [submitted] 待复查
    [in_review] 复查中
   *[reviewed] 已复查
    }
cli-form-none = 未开始
cli-answers = 符合 { $passed }，不符合 { $failed }，照片后补 { $owed }，不涉及 { $na }
cli-answer = { $verdict ->
    [pass] 符合
    [fail] 不符合
    [na] 不涉及
   *[owed] 照片后补
    }
cli-review-state = { $state ->
    [open] 复查中
    [second] 待第二人确认
    [dropped] 已中止
   *[decided] 已有结论
    }
cli-review-so-far = { $state } { $verdict } { $reviewer }
cli-judged = { $question }：{ $verdict ->
    [agree] 认可
    [overturn] 不认可
   *[object] 有异议
    }
cli-opinion = { $question } { staff-department }：{ $verdict ->
    [agree] 认可
   *[object] 有异议
    } { $comment }
cli-sign = { $reason ->
    [fast] 填报过快
    [same_photo] 雷同照片
    [old_photo] 旧照片
   *[copied_note] 雷同说明
    } { $question } { $enterprise }
cli-task-state = { $state ->
    [decided] 已决定：{ ledger-decision }
    [dropped] 不予处理
    [annulled] 决定已撤销
    [moot] 其间已整改
   *[open] 待决
    }
cli-measure-state = { ledger-decision }，{ ledger-stands }
cli-reminder-about = { $about ->
    [self_check] 交自查表
    [recheck] 重新自查
    [rectification] 整改
    [photo] 照片后补
    [maintenance] 防护设施维护
    [medical_exam] 职业健康检查
    [testing] 危害因素检测
    [own_duty] 方案要求企业做的事
   *[other] 其他（{ $about }）
    }
cli-audit-subject = { $subject ->
    [campaign] 行动
    [circular] 情况通报
    [incident] 事故
    [meeting] 联席会议
    [duty_record] 任务记录
    [enterprise] 企业
    [escalation] 待决事项
    [finding] 问题
    [inspection] 现场检查
    [jurisdiction] 地区
    [measure] 处置
    [notice] 通知
    [referral] 上报
    [resumption] 复产申请
    [review] 复查
    [spot_check] 抽查
    [staff] 岗位
   *[summary] 总结报告
    } { $id }
