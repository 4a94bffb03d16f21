# 延期：企业申请，办公室答复。
extension-button = 申请延期
extension-ask = 想延到哪一天？点按钮，或打字：3月20日、月底、半个月。
extension-usual = 延 { $days } 天，到 { $day }
extension-calendar = 看日历
extension-calendar-ask = 想延到哪一天？一年以内。
extension-why =
    延到 { $wanted }。
    为什么要延？请选择，或打字说明。办公室会看到。
extension-reason-1 = 设备还没到货
extension-reason-2 = 施工排期还没轮到
extension-reason-3 = 资金还没到位
extension-reason-4 = 要等停产时才能改
extension-other-day = 换个日子
extension-withdraw = 收回申请
extension-back = ‹ 这项整改
extension-wanted = 想延到：{ $day }
extension-reason-line = 原因：{ $reason }
extension-waits = 已经交给办公室。{ $told }答复后会通知您。答复之前，期限不变。
extension-none-open = 现在没有等答复的申请。
extension-line-asked = 已申请延到 { $day }，等答复。
extension-line-refused = 延期没同意：{ $answer }
error-guest-only = 这一步要企业登记的人来办，请告诉他们。
error-invalid-extension-day = 这一天不行：要晚于现在的期限，不能是过去，也不能超过一年。
error-invalid-extension-none = 这一项还没有整改计划，不用申请延期。
error-invalid-extension-reason = 原因请写 2 到 300 个字。
error-conflict-extension-done = 这一项已经整改好了，不用再延期。
error-conflict-extension-over = 这条申请已经不用办了：企业已收回，或已报完成。
error-conflict-extension-decided = 这条申请已经由{ $name }答复了。

extensions-head = 延期申请 { $waiting } 条，期限早的在前
extensions-none = 没有等答复的延期申请。
extensions-one = { $due }→{ $wanted } { $enterprise }
extensions-responsible = 负责人：{ $responsible }
extensions-due = 现在的期限：{ $day }
extensions-due-late = 现在的期限：{ $day }（逾期 { $days } 天）
extensions-before = 已延期 { $count } 次，原期限 { $day }
extensions-wanted = 申请延到：{ $day }（多 { $days } 天）
extensions-wanted-passed = 申请的日期已过，请另定日期，或不同意。
extensions-outcome = { $state ->
    [granted] 已由{ $name }同意。
    [refused] { $name }不同意。
    [withdrawn] 企业收回了申请。
   *[moot] 企业已报完成，或复查另定了日期，不用答复了。
    }
extensions-grant = 同意，延到 { $day }
extensions-other-day = 另定日期
extensions-refuse = 不同意
extensions-back = ‹ 延期申请
extensions-day-ask = 定哪一天？请点日历，或打字。企业会收到消息。
extensions-refuse-ask = 为什么不同意？请选择，或打字说明。企业会看到。
extensions-refusal-1 = 危险不能等，请按原期限改
extensions-refusal-2 = 已延期，请抓紧
extensions-refusal-3 = 理由不够，请说明具体情况再申请
extensions-marked = { $mark } { $due }→{ $wanted } { $enterprise }
extensions-several = 一起答复
extensions-several-head = 点一下选中，再点取消。已选 { $chosen } 条。
extensions-several-all = 全选
extensions-several-grant = 同意这 { $chosen } 条，各按所申请的日子
extensions-several-refuse-ask = 为什么不同意这 { $chosen } 条？请选择，或打字说明。企业都会看到。
extensions-several-done = 已答复 { $done } 条，企业会收到消息。{ $left ->
    [0] {""}
   *[other] 另有 { $left } 条没有答复：申请有变动、已有答复，或不能由您答复，请逐条看。
    }
extensions-granted = 已同意，企业会收到消息。
extensions-refused = 已答复，企业会收到消息。
extensions-somebody = 另一位同事
