# 处置的文书：停产整顿决定书、复产申请、复产验收、行政处罚登记、提请关闭、拒不整改记录。

## 聊天里
measure-papers = 文书 { $papers }
measure-papers-head = { $enterprise }：这件处置的文书。点一份打印、看签字件或补交签字件。
measure-paper-name = { $paper ->
    [request] 复产申请
    [answer] 复产验收
    [withdraw] 撤销决定书
   *[order] { $kind ->
        [suspend] 停产整顿决定书
        [penalty] 行政处罚登记表
        [closure] 提请关闭的请示
       *[refusal] 拒不整改记录
    }
    }
measure-paper-line = { measure-paper-name }{ $pages ->
    [0] {""}
   *[other] {" "}· 签字件 { $pages } 页
    }
measure-paper-print = 打印（PDF、Word）
measure-paper-signed = 看签字件 { $pages }
measure-paper-how = 打印、签字、盖章后，把签字件拍照发到这里，一页一张，直接发即可。
measure-paper-pages = { $pages ->
    [0] 还没有签字件。
   *[other] 签字件 { $pages } 页，{ $day }交。
    }
resumption-paper = 复产申请书
resumption-signed = { $count ->
    [0] 打印“复产申请书”签字盖章后，拍照发到这里。
   *[other] 签字盖章的申请已交 { $count } 页，还可以再发。
    }
cli-review-paper = 写 MEASURE 的文书（PDF、Word）：order 决定书、登记表、请示或记录，request 复产申请，answer 复产验收，withdraw 撤销决定书。
history-measure-signed = 签字件存档：{ measure-paper-name }

## 文件
measure-paper-file = { $title }-{ $enterprise }
measure-paper-made = 由尘安按已存的记录生成，空白处由经办人填写，签字盖章后有效。
measure-paper-number = （　　　　）〔　　　　〕　　　　号
measure-paper-fact-unit = 单位名称
measure-paper-fact-order = 停产整顿决定
measure-paper-fact-asked = 申请日期
measure-paper-fact-said = 企业自述
measure-paper-fact-reason = 事实和理由
measure-paper-fact-decider = 作出处罚决定的机关
measure-paper-fact-number = 处罚决定书文号
measure-paper-fact-penalty = 处罚种类
measure-paper-fact-amount = 金额
measure-paper-fact-day = 决定日期
measure-paper-fact-done = 执行情况
measure-paper-fact-faults = 未整改的问题
measure-paper-fact-warned = 催告情况
measure-paper-fact-since = 认定日期
measure-paper-none = 无
measure-paper-yuan = { $yuan } 元
measure-paper-done = 已执行，{ $day }
measure-paper-not-done = 尚未执行
measure-paper-order = { $day }{ $number ->
    [none] {""}
   *[other] ，{ $number }
    }
measure-paper-fault = { $number }．{ $fault }{ $day ->
    [none] {""}
   *[other] （整改期限：{ $day }{ $rejections ->
        [0] {""}
       *[other] ，整改被退回 { $rejections } 次
    }）
    }{ $state ->
    [closed] ，已销号
   *[open] {""}
    }。
measure-paper-warned = 已催告 { $count } 次：{ $days }。
measure-paper-reason = 认定的事实和理由：{ $reason }。
measure-paper-plan = 《{ $plan }》要求：“{ $written }，{ $consequence }”。
measure-paper-law = 法律依据：{ $line }（由决定机关填写）。
measure-paper-appeal = 对本决定不服的，可以依法申请行政复议或者提起行政诉讼。受理机关和期限：{ $line }（由决定机关填写）。
measure-paper-suspend-title = 停产整顿决定书
measure-paper-suspend-lead = 经查，你单位存在下列问题：
measure-paper-suspend-order = 现决定：自{ $day }起，你单位停产整顿。停产期间应当采取措施，保障劳动者健康。整改完毕后，书面申请复产，经验收同意方可恢复生产；未经验收同意，一律不得复产。
measure-paper-request-title = 复产申请
measure-paper-request-lead = 我单位自{ $day }起停产整顿{ $number ->
    [none] {""}
   *[other] （{ $number }）
    }，原因：{ $reason }。整改情况如下：
measure-paper-request-photos = 整改照片 { $photos } 张，已在尘安里提交。
measure-paper-request-ask = 现申请复产，请予验收。
measure-paper-unit-seal = { $enterprise }（盖章）
measure-paper-sign-owner = 法定代表人（签名）：{ $line }
measure-paper-sign-received = 签收人（签名）：{ $line }　{ $date }
measure-paper-answer-title = 关于{ $enterprise }复产申请的批复
measure-paper-answer-lead = 你单位{ $day }提交的复产申请收悉。
measure-paper-answer = { $agreed ->
    [yes] 经验收，同意你单位自{ $day }起恢复生产。恢复生产后应当保持整改效果，接受监督检查。
   *[no] 经验收，不同意你单位恢复生产。原因：{ $reason }。整改完毕后可以再次申请；未经验收同意，一律不得复产。
    }
measure-paper-check-title = 复产验收记录
measure-paper-head-number = 序号
measure-paper-head-fault = 停产时的问题
measure-paper-head-seen = 验收所见
measure-paper-head-verdict = 是否合格
measure-paper-check-result = 验收意见：□ 同意复产　　□ 不同意复产，原因：{ $line }
measure-paper-sign-checkers = 验收人员（签名）：{ $line }
measure-paper-penalty-title = 行政处罚情况登记表
measure-paper-penalty-note = 本表登记有权机关已经作出的处罚，不是处罚决定书；处罚以决定书为准。
measure-paper-sign-clerk = 登记人（签名）：{ $line }　{ $date }
measure-paper-government = { $line }人民政府
measure-paper-closure-title = 关于提请关闭{ $enterprise }的请示
measure-paper-closure-lead = { $enterprise }（统一社会信用代码 { $code }，地址：{ $address }）存在下列问题：
measure-paper-closure-ask = 为保障劳动者身体健康和生命安全，提请依法关闭{ $enterprise }。
measure-paper-closure-end = 妥否，请批示。
measure-paper-refusal-title = 拒不整改情况记录
measure-paper-refusal-words = 被记录单位的意见：{ $line }
measure-paper-sign-refuser = 被记录单位负责人（签名，拒绝签名的注明）：{ $line }
measure-paper-sign-recorders = 记录人员（签名）：{ $line }
measure-paper-sign-witness = 见证人（签名）：{ $line }
