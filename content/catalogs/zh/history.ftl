# 一企一档：一家企业从头到尾的记录，新的在前。
# matter：自查项目；plan：方案；due：日期，none 为没有；reason、text：当时写的话，可能为空
history-button = 一企一档
history-own-button = 本企业档案
history-head = { $enterprise } · 一企一档
history-count = 共 { $total } 条，新的在前 · 第 { $page }/{ $pages } 页
history-none = 还没有记录。
history-line = { $day } { $said }
history-pdf = 打印 PDF
history-making = 正在整理一企一档，请稍等。
history-caption = { $enterprise }的一企一档，共 { $total } 条。
history-call = 打电话
history-call-none = 没有登记电话。企业可以在“更多 → 同事和企业信息”里填，办公室可以在“管理”里填。
history-call-contact = 登记的电话：{ $whom }
history-call-person = 这里登记的联系人：{ $name }{ $reachable ->
    [yes] {""}
   *[no] （收不到消息）
    }
history-send-notice = 发通知
history-back = ‹ 返回
history-file = 一企一档-{ $enterprise }
history-title = 企业档案（一企一档）
history-field-name = 单位名称
history-field-code = 统一社会信用代码
history-field-place = 所属辖区
history-field-address = 地址
history-field-industry = 行业
history-field-headcount = 从业人数
history-field-phone = 联系电话
history-column-day = 日期
history-column-said = 事项
history-reader-owner = 企业留存：只列企业自己可以知道的事项。
history-reader-office = 办公室内部使用，不对外提供。
history-printed = 打印日期：{ $day }
history-foot = 由尘安根据系统记录生成。企业自己填报的内容，以复查结论为准。
history-registered = 列入企业名单
history-joined = { $name }加入，代表企业办事
history-moved = 变更所属辖区
history-unlisted = 移出企业名单（关停、搬出本地或不属本次治理范围）
history-listed-again = 重新列入企业名单
history-begun = 开始自查：{ $plan }
history-submitted = 报送自查表 { $number }{ $submission ->
    [1] {""}
   *[other] （第 { $submission } 次）
    }
history-withdrawn = 撤回自查表 { $number }，修改后再报
history-photo-owed = 照片后补：{ $matter }，{ $due }前补
history-photo-shown = 已补照片：{ $matter }
history-found = { $whose ->
    [office] 复查不认可，列为问题：{ $matter }
   *[own] 自查发现问题：{ $matter }
    }
history-stopped = 危险作业已停：{ $matter }
history-planned = 整改计划：{ $matter }，{ $due }前 · { $measure } · { $responsible }
history-put-right = 报告已整改：{ $matter }
history-reopened = 收回“已整改”：{ $matter }
history-sent-back = 整改被退回：{ $matter }{ $reason ->
    [none] {""}
   *[other] ，{ $reason }
    }
history-fails-again = 回头看又不符合：{ $matter }
history-settled = 销号：{ $matter }
history-extension-asked = 申请延期：{ $matter }，想延到 { $due } · { $reason }
history-extension-decided = { $answer ->
    [granted] 同意延期：{ $matter }，到 { $due }
   *[refused] 不同意延期：{ $matter }
    }{ $reason ->
    [none] {""}
   *[other] {" · "}{ $reason }
    }
history-duty-done = 记录：{ $duty } · { $text }
history-duty-answered = { $answer ->
    [received] 已收到：{ $duty }
   *[returned] 退回：{ $duty }
    }{ $reason ->
    [none] {""}
   *[other] ，{ $reason }
    }
history-upkeep-done = { $upkeep }，下次 { $due }
history-claimed = 已领取复查
history-opinion = { staff-department }意见：{ $answer ->
    [agree] 认可
   *[object] 不认可
    } · { $matter }{ $reason ->
    [none] {""}
   *[other] ，{ $reason }
    }
history-asked = 复查提问（{ $matter }）：{ $text }
history-asked-answered = 企业答复（{ $matter }）：{ $text }
history-verdict = 复查结论：{ $verdict }{ $due ->
    [none] {""}
   *[other] ，期限 { $due }
    }{ $reason ->
    [none] {""}
   *[other] {" · "}{ $reason }
    }
history-task = 列入待决：{ escalation-kind }
history-handed-up = 待决上报上级：{ escalation-kind }
history-task-dropped = 待决不再处理：{ escalation-kind } · { $reason }
history-warned = 催告（{ $office }）
history-measure = { $kind ->
    [suspend] 停产整顿
    [penalty] 处罚
    [closure] 提请关闭
   *[refusal] 认定拒不整改
    }（{ $office }）{ $number ->
    [none] {""}
   *[other] { $number }
    } · { $reason }
history-measure-over = { $kind ->
    [suspend] 停产整顿结束，恢复生产
    [penalty] 处罚已执行
    [closure] 企业已关闭
   *[refusal] 解除拒不整改
    }（{ $office }）
history-resumption-asked = 申请复产：{ $text }
history-resumption-decided = { $answer ->
    [agreed] 复产验收通过
    [lapsed] 停产整顿已撤销，复产申请终止
   *[refused] 复产验收不通过
    }{ $reason ->
    [none] {""}
   *[other] ，{ $reason }
    }
history-notice = 收到通知《{ $title }》（{ $office }）
history-notice-read = 已阅读通知《{ $title }》
history-visited = 例行检查（{ staff-department }）
history-visit-void = 检查记录整次作废（{ staff-department }）：{ $text }
history-fault-void = 检查查出的一项作废（{ staff-department }）：{ $text }
history-incident = 发生职业危害事故{ $text ->
    [none] {""}
   *[other] ：{ $text }
    }
history-incident-result = 事故调查处理结果：{ $text }
history-incident-closed = 事故结案
history-incident-void = 报告的情况经核实不属事故：{ $text }
