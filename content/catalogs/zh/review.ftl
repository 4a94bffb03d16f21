# 复查：队列、一份自查表、结论、整改销号、督办；企业收到的话。
office-reviews = 复查 { $reviews }
office-escalations = 待决 { $escalations }

## 队列
review-head = { $kind ->
    [mine] 由我复查的 { $total } 份
    [theirs] 由同事复查的 { $total } 份
   *[waiting] { $many ->
        [yes] 待复查 999 份以上
       *[no] { $total ->
            [0] 没有待复查的自查表。
           *[other] 待复查 { $total } 份
        }
    }
    }
review-how = 风险高的在前，写着为什么：
review-line = { $place }. { $enterprise }：{ $why }
review-button = { $place }. { $enterprise }
review-elsewhere = 其他行动里有 { $count } 份待复查：请回办公室，在“各次行动”里切换。
review-kind-waiting = 待复查 { $count }
review-kind-mine = 由我复查 { $count }
review-kind-theirs = 同事复查 { $count }
review-to-verify = 待销号 { $done }
review-to-draw = 随机抽查
review-back = ‹ 复查
review-back-unit = ‹ 这家企业
review-back-task = ‹ 这件待决
review-state = { $state ->
    [submitted] 待复查
    [in_review] 复查中
    [reviewed] 已复查
   *[draft] 退回重做
    }
review-draw-ask = 随机抽几份？请选择，或打字写数。抽签种子会留存，任何人都可以重抽核对。
review-draw-number = 抽 { $count } 份
review-last-sample = 看上次抽的
review-sample-head = 从 { $among } 份里抽了 { $count } 份
review-sample-seed = 种子：{ $seed }
error-invalid-sample = 请写 1 到 { $limit } 之间的数。

## 为什么先看
review-why-join = {" · "}
review-why-none = 未发现风险点
review-why-more = 还有 { $more } 条
review-why-high_toxic = { $count ->
   *[other] 高毒
    }
review-why-severe = { $count ->
   *[other] 危害严重
    }
review-why-stop_work = 须停岗的问题 { $count }
review-why-failure = 不符合 { $count }
review-why-overdue = 曾逾期 { $count }
review-why-reports = 举报 { $count }
review-why-rejected = 曾退回 { $count } 次
review-why-lapsed = 超期未做 { $count }
review-why-mostly_na = 三分之一以上不涉及
review-why-fast = { $count ->
   *[other] 填报过快
    }
review-why-same_photo = 雷同照片 { $count }
review-why-old_photo = 旧照片 { $count }
review-why-copied_note = 雷同说明 { $count }

## 一份自查表
review-unit = { $enterprise } · { $place }
review-form = 自查表 { $number } · { $day }交
review-counts = 符合 { $passed } · 不符合 { $failed }{ $owed ->
    [0] {""}
   *[other] {" "}· 照片后补 { $owed }
    } · 不涉及 { $na }{ $left ->
    [0] {""}
   *[other] {" "}· 不用答 { $left }
    }
review-risk = 风险 { $risk }：{ $why }
review-calm = 系统未发现风险点
review-free = 尚未领取。
# name：之前在看的人
review-free-had = 尚未领取。此前由{ $name }复查，看过的都保留。
review-taken-back = 企业已撤回修改，重新提交后再复查。
review-mine = 由您复查。
review-theirs = 由{ $name }复查。
review-faults-left = ⚠️ 还有 { $count } 项未改完{ $unseen ->
    [0] （均已看过）：
   *[other] ，{ $unseen } 项要逐项看过才能通过：
}
review-fault-left = · { $text }{ $state ->
    [late] ，{ $day }到期，已过期
    [open] ，{ $day }到期
   *[none] ，未定期限
}
review-faults-more = · 另有 { $count } 项，点“逐项看”
review-judged = 看过 { $judged }/{ $total } 题 · 不认可 { $overturned }
review-outcome = { $state ->
    [second] { $name }的结论：{ $verdict }，等另一位负责人确认。
   *[decided] { $name }的结论：{ $verdict }
    }
review-due = 期限：{ $day }
review-comment = 说明：{ $comment }
review-pass = ✅ 全部同意，通过
review-items = 逐项看
review-decide = 下结论
review-photos = 看照片
review-signs = 疑点 { $signs }
review-pdf = 自查表 PDF
review-claim = 领取复查
review-give-back = 退还，不再由我复查
review-given-back = 已退还，看过的都保留。
review-no-files = 没有照片或文件。
review-signs-head = 以下情况疑似走过场，请当面核实：
review-sign-fast = { $seconds ->
    [0] · 第一次提交时填报过快
   *[other] · 全部“符合”，只用了 { $seconds } 秒
    }
review-sign-old = · { $question }：照片拍于{ $day }，早于行动开始
review-sign-copied = · { $question }：说明和{ $enterprise }的一样
review-sign-photo = · { $question }：照片和{ $enterprise }的 { $other } 一样
review-sign-photo-here = · { $question }：照片和本表 { $other } 一样

## 一题
review-answer = 企业填：{ $verdict }
review-owed = · 照片后补：{ $title }，{ $day }前{ $late ->
    [yes] ，已过期
   *[no] {""}
}
outbox-photo-brought = { $enterprise }第 { $row } 项（{ $title }）{ $verdict ->
    [pass] 补了照片，填“符合”
   *[other] 改填“不符合”：{ $fault }
}。
review-numbers = 人数：{ $done }/{ $total }
review-dated = 上次：{ $day }{ $lapsed ->
    [yes] {" "}· ⚠ { $overdue }
   *[no] {""}
    }
review-note = 企业说明：{ $note }
review-remedy = { $kind ->
    [at_once] 企业报当场整改
    [none] 复查已定期限，企业未定措施
   *[plan] 企业已订整改计划
    }，{ $state ->
    [open] 未报完成
    [done] 已报完成、待销号
   *[accepted] 已销号
    }
review-said = { $verdict ->
    [agree] 复查：同意 { $comment }
   *[overturn] 复查：不认可。{ $comment }
    }
review-question = 问：{ $question }
review-reply = 答：{ $reply }
review-no-reply = { $day }提问，企业尚未回答
review-agree = ✓ 同意
review-overturn = ✗ 不认可
review-unsay = 撤销判断
review-ask = 问企业
review-evidence = 看证据 { $files }
review-place = { $place }/{ $total } ‹ 返回
review-opinions = 部门意见：认可 { $agreed } 题，不认可 { $objected } 题
review-visited-line = 现场检查（最近 { $day }）：查过 { $seen } 项，不符合 { $faults } 项
review-visited = 现场（{ $day }）：{ $verdict }{ $note ->
    [0] {""}
   *[other] ，“{ $note }”
    }
review-visit-photos = 现场照片 { $visited }
review-own-rows = 贵部门还有 { $count } 题没有提意见，请进“逐项看”。
review-opinion = { $department }意见：{ $verdict ->
    [agree] 认可
   *[object] 不认可。{ $comment }
}
review-advise-agree = 部门认可
review-advise-object = 部门不认可
review-advise-unsay = 收回部门意见
review-object-ask = 为什么不认可？请选择，或打字说明。意见转给复查的办公室，由他们决定。
review-overturn-ask = 为什么不认可？请选择，或打字说明。企业会看到，这一题会变成要整改的问题。
review-ask-ask = 想问企业什么？请选择，或打字。企业会收到消息，回答后通知您。
review-asked = 已提问，企业回答后通知您。
review-photo-kept = 照片已记在这一题上。

## 结论
review-verdict-ask = { $overturned ->
    [0] 结论是？
   *[other] 不认可 { $overturned } 题。结论是？
    }
review-day-ask = { $title }：哪天之前？请选择，或打字：3月20日、月底。
review-day-usual = { $days } 天，到 { $day }
review-calendar-ask = 哪天之前？一年以内。
review-comment-ask = 请打字写明事实和理由，最多 500 字。企业会看到。
review-written = 方案原文：“{ $written }，{ $consequence }”
review-unwritten = 本方案没有写到这一级，由有权部门依现行法律决定。
review-confirm-new = 不认可的 { $count } 题变成要整改的问题
review-confirm-closed = 已报完成的 { $count } 项一并销号
review-confirm-unseen = 还有 { $count } 题没有逐项看，按同意算
review-confirm-how = 确认后企业会收到结果。需要说明的，直接打字。
review-confirm-second = 确认后交给另一位负责人，两人都同意才生效。
review-confirm = 确认
review-add-comment = 写说明
review-done = 已记下，企业会收到结果。
review-waits-second = 已记下，等另一位负责人确认。
review-refused-second = 已退回给复查人。
review-second-yes = 同意这个结论
review-second-no = 不同意，退回
error-invalid-review-verdict = 没有这种结论，请从按钮里选。
error-invalid-review-overturn = 只有“符合”和“不涉及”可以不认可。
error-invalid-review-clean = 有不认可的题，不能通过。请选别的结论，或撤销不认可。
error-invalid-review-faults = 没有要整改的问题，不能限期整改。
error-invalid-review-day = 期限要在今天到一年之内。
error-invalid-review-reason = 这个结论要写明理由。
error-conflict-review-claimed = { $named ->
    [no] 这份已由同事领取，请另选一份。
   *[other] 这份已由{ $name }领取，请另选一份。
    }
error-conflict-review-over = 这份现在不用复查：企业已撤回，或已有结论。
error-conflict-review-same-person = 这个结论是您下的，要另一位负责人来确认。

## 销号
verify-head = 企业报完成、待销号 { $waiting } 项，期限早的在前
verify-none = 没有待销号的整改。
verify-one = { $enterprise } · { $question }{ $rejections ->
    [0] {""}
   *[other] {" "}· 退回 { $rejections } 次
    }
verify-days = 期限 { $due } · { $done }报完成
verify-before = 退回过 { $count } 次，上次：{ $reason }
verify-over = { $state ->
    [closed] 已经销号。
   *[open] 企业尚未报完成。
    }
verify-accept = ✓ 同意销号
verify-reject = ✗ 退回
verify-reject-ask = 为什么退回？请选择，或打字说明。新期限 { $days } 天，企业要重新拍照。
verify-back = ‹ 待销号
verify-accepted = 已销号，企业会收到消息。
verify-rejected = 已退回，企业会收到理由和新期限。
error-conflict-verify-open = 企业尚未报完成，报完成后再办。
error-conflict-verify-closed = 这一项已经销号了。

## 待决
escalation-head = 待决事项 { $total } 件，本办的在前
escalation-none = 暂无待决事项。
escalation-one = { escalation-kind } · { $enterprise }{ $level ->
    [own] {""}
    [out] （已上报有权机关）
   *[other] （{ $office }）
    }
escalation-kind = { $kind ->
    [overdue] 长期逾期
    [rejected] 多次整改不合格
    [recheck] 退回后未重新报送
    [suspend] 提请停产整顿
    [penalty] 提请处罚
    [closure] 提请关闭
   *[exposure] 曝光
    }
escalation-rejections = 退回过 { $count } 次
escalation-warned-times = 催告过 { $count } 次
escalation-at = 现由{ $office }决定
escalation-over = { $state ->
    [decided] 已决定：{ $decision ->
        [suspend] 停产整顿
        [penalty] 处罚
        [closure] 关闭
       *[exposure] 曝光
    }
    [dropped] 不再处理。
    [annulled] 原决定已撤销。
   *[open] 企业已经整改，不用再决定。
    }
escalation-warn = 催告
escalation-material = 材料 PDF
escalation-form = 看自查表
escalation-way-up = 上报上级
escalation-way-suspend = 停产整顿
escalation-way-penalty = 处罚
escalation-way-closure = 提请关闭
escalation-way-drop = 不再处理
escalation-reason-ask = { $way }：请打字写明事实和理由，最多 500 字。
escalation-back = ‹ 待决
escalation-warned = 催告已发给企业。
escalation-done = 已记下。
error-invalid-escalation-top = 没有上级办公室，请点“上报有权机关”。
error-invalid-escalation-enforce = 按方案，本岗位无权决定停产、处罚、关闭，请上报有权的部门。
error-invalid-escalation-decision = 没有这个决定，请从按钮里选。
error-conflict-escalation-over = 这件已有决定，或企业已经整改，不用再办。

## 企业这一边
home-in-review = 自查表 { $number } 正在复查
home-reviewed = 自查表 { $number } 已复查：{ $verdict }
home-asked = 复查提问 { $asked }
asked-head = { $enterprise }：复查人员有一个问题
asked-about = 关于：{ $about }
asked-how = 直接打字回答；要补照片，先发照片。
asked-photos = 已收到照片 { $count } 张
asked-answered = 上次的回答：{ $answer }
asked-photos-only = 照片就是回答
asked-see-photos = 见照片
asked-later = 以后再答
asked-sent = 回答已发给复查人员。
reviewed-holds = 已记下：保持良好。
reviewed-fails = 已记下，这一项重新打开，请在 7 天内改好并拍照。
reviewed-holds-short = ✓ 保持良好
reviewed-fails-short = ✓ 已重新打开
finding-rejected = 退回 { $count } 次。原因：{ $reason }
error-invalid-after-photo-new = 之前的照片不再有效，请重新拍一张现在的，再点“改好了”。

## 主动发的话
outbox-review-asked = { $enterprise }：复查人员问：{ $question }
outbox-button-asked = 回答
outbox-review-answered = { $enterprise }回答了：{ $answer }
outbox-button-review = 打开
outbox-review-second = { $enterprise }：有人提出曝光，须您确认才生效。理由：{ $reason }
outbox-reviewed = { $enterprise }的自查表已复查：{ $verdict ->
    [pass] 通过。
    [correct] 限期整改，{ $due }前改好。
    [again] 退回重新自查，{ $due }前再交。
    [suspend] 已提请停产整顿，等有权机关决定。
    [penalty] 已提请处罚。
    [closure] 已提请关闭。
   *[exposure] 决定曝光。
    }{ $new ->
    [0] {""}
   *[other] 不认可的答案成了要整改的问题，共 { $new } 项{ $dated ->
        [yes] {""}
       *[no] ，这 { $new } 项请在 { $due }前改好
    }，怎么改、谁负责请您在这里写。
    }{ $closed ->
    [0] {""}
   *[other] 已报完成的 { $closed } 项已销号。
    }{ $moved ->
    [0] {""}
   *[other] 未改完的 { $moved } 项都按这个日子，原定的日子留作记录。
    }{ $asked ->
    [0] {""}
   *[other] 您申请的延期不用再等答复；这个日子还来不及的，请重新申请。
    }{ $remark ->
    [no] {""}
   *[other] 说明：{ $comment }
    }
outbox-button-reviewed = 查看结果
outbox-button-again = 去重新自查
outbox-button-done = 已整改，上传照片
outbox-verify-accepted = { $enterprise }：“{ $measure }”已认可、已销号。
outbox-verify-rejected = { $enterprise }：“{ $measure }”已退回。原因：{ $reason }。请在 { $due }前改好，重新拍照。
outbox-holds = { $enterprise }：“{ $measure }”改好已有一段时间，现在是否保持？
outbox-button-holds = 保持良好
outbox-button-fails = 再次出现问题
outbox-fails-again = { $enterprise }报“{ $measure }”再次出现问题，已重新打开，期限 { $due }。
outbox-escalation = { $enterprise }：{ escalation-kind }，列入待决事项。{ $about }
outbox-button-escalation = 打开
outbox-warned = { $office }催告{ $enterprise }：{ $about ->
    [no] 请按要求整改。
   *[other] “{ $measure }”已过期，请立即整改并拍照；仍不整改的，将依法处理。
    }
outbox-escalation-decided = { $office }对{ $enterprise }作出决定：{ $decision ->
    [suspend] 停产整顿
    [penalty] 处罚
   *[closure] 提请关闭
    }。理由：{ $reason }
review-caption = 照片已收下，照片下面的字没有保存。要让企业看到，请点“不认可”写理由，或点“问企业”再发一次。
review-plan = 负责人：{ $responsible } · { $day }前改好
review-pdf-caption = 自查表 { $number }，供复查。
escalation-pdf-caption = 上报材料：自查表 { $number }，供决定。

## 处置：停产整顿、复产验收、处罚、关闭、拒不整改、曝光
office-measures = 处置 { $measures }
escalation-way-refusal = 认定拒不整改
measure-head = 处置 { $total } 件，停产整顿中 { $suspended } 家{ $asked ->
    [0] {""}
   *[other] ，待复产验收 { $asked } 家
    }
measure-none = 还没有停产、处罚、关闭的决定。
measure-one = { measure-short } · { $enterprise }
measure-short = { $kind ->
    [suspend] { $state ->
        [asked] 待复产验收
        [open] ⛔ 停产中
        [annulled] 停产已撤销
       *[done] 已复产
    }
    [penalty] { $state ->
        [open] 处罚未执行
        [annulled] 处罚已撤销
       *[done] 处罚已执行
    }
    [closure] { $state ->
        [open] 提请关闭
        [annulled] 提请关闭已撤销
       *[done] 已关闭
    }
   *[refusal] { $state ->
        [open] 拒不整改
        [annulled] 拒不整改已撤销
       *[done] 已解除拒不整改
    }
    }
measure-state = { $kind ->
    [suspend] 停产整顿：{ $state ->
        [asked] 企业申请复产，待验收
        [open] 未经验收不得复产
        [annulled] 决定已撤销
       *[done] 验收同意，已复产
    }
    [penalty] 处罚：{ $state ->
        [open] 尚未执行
        [annulled] 决定已撤销
       *[done] 已执行
    }
    [closure] 关闭：{ $state ->
        [open] 已提请，尚未关闭
        [annulled] 提请已撤销
       *[done] 已关闭
    }
   *[refusal] 拒不整改：{ $state ->
        [open] 仍未整改
        [annulled] 认定已撤销
       *[done] 已解除
    }
    }（{ $office }）
measure-days = 决定 { $since }{ $ended ->
    [none] {""}
   *[other] {" "}· 完成 { $ended }
    }
measure-number = 文号：{ $number }
measure-penalty = { $penalty ->
    [warning] 警告、通报批评
    [fine] 罚款
    [seizure] 没收
    [licence] 暂扣或吊销许可
   *[other] 其他处罚
    }
measure-amount = 金额：{ $yuan } 元
measure-asked = { $state ->
    [asked] 复产申请，照片 { $photos } 张：
    [agreed] 已同意的复产申请：
    [lapsed] 已终止的复产申请：
   *[refused] 未同意的复产申请：
    }
measure-agree = 同意复产
measure-refuse = 不同意
measure-photos = 看照片
measure-set-number = 文号
measure-set-day = 决定日期
measure-set-kind = 处罚种类
measure-set-amount = 金额
measure-end = { $kind ->
    [penalty] 已执行（已缴清）
    [closure] 已关闭
   *[refusal] 解除拒不整改
    }
measure-back = ‹ 处置
measure-today = 今天
measure-exposures = 曝光名单 { $exposed }
measure-refuse-ask = 为什么不同意复产？请打字写明，最多 500 字。企业会看到。
measure-number-ask = 请打字写文书的文号，例如 某应急罚〔2026〕7号。
measure-kind-ask = 是哪一种处罚？
measure-amount-ask = 金额多少元？请打字，例如 20000 或 2万。
measure-amount-unclear = 没看懂金额。请只写数，例如 20000 或 2万。
measure-day-ask = 决定书是哪天的？请打字，例如 3月5日。
measure-day-unclear = 没看懂日期。请写成 3月5日 或 2026-03-05。
measure-ended-ask = { $enterprise }：{ $kind ->
    [penalty] 处罚是哪天执行完的？
    [closure] 是哪天关闭的？
   *[refusal] 是哪天开始整改的？
    } 请点“今天”，或打字写日期。
measure-agreed = 已同意复产，企业会收到消息。
measure-refused = 已退回，企业会收到原因。
measure-kept = 已记下，企业会收到消息。
error-invalid-measure-number = 文号要写 1 到 { $limit } 个字。
error-invalid-measure-penalty = 没有这种处罚，请从按钮里选；只有处罚才有种类和金额。
error-invalid-measure-amount = 金额应为不小于 0 的数，例如 20000。
error-invalid-measure-day = 日期不能在今天以后，也不能早于决定的日子。
error-conflict-measure-over = 这件处置已经完成，不能再改。
error-conflict-measure-suspended = 停产整顿只能由复产验收结束，请等企业申请复产后办理。
outbox-refusal = { $office }认定{ $enterprise }拒不整改。理由：{ $reason }。请马上整改，并在这里报完成。
outbox-measure-done = { $office }对{ $enterprise }的记录：{ $kind ->
    [penalty] 处罚已于 { $day } 执行完。
    [closure] 已于 { $day } 依法关闭。
   *[refusal] 已开始整改，{ $day } 起不再按拒不整改处理。
    }
outbox-resumption-asked = { $enterprise }申请复产，请验收。{ $text }
outbox-resumption-decided = { $agreed ->
    [yes] { $office }验收同意{ $enterprise }复产，可以开工了。
   *[no] { $office }不同意{ $enterprise }复产，仍不得开工。原因：{ $reason }
    }
outbox-button-measure = 去验收
outbox-button-resume = 复产申请
exposure-making = 正在生成曝光名单，共 { $count } 家。
exposure-title = { $plan }存在严重问题{ $places ->
    [both] 单位和地区
    [yes] 地区
   *[no] 单位
    }名单
exposure-lead = 以下 { $count } 家单位存在严重问题，经两名工作人员核定，现予公布。
exposure-one = { $number }. { $enterprise }（{ $place }）：{ $reason }。
exposure-file = 曝光名单_{ $place }_{ $day }

## 曝光地区（方案要求曝光地区的才有）
place-exposures = 曝光地区 { $named }
place-exposure-head = 方案要求曝光问题严重的地区。已确认 { $count } 个。请选择地区，提出或确认，须两人同意才列入名单。
place-exposure-state = { $state ->
    [proposed] 待确认
    [agreed] 已确认
   *[none] 未列入
    }
place-exposure-line = { $place }{ $state ->
    [none] {""}
   *[other] {" "}· { place-exposure-state }
    }
place-exposure-one = { $place }：曝光{ place-exposure-state }。理由：
place-exposure-ask = { $place }：为什么要曝光？请打字写明事实和理由，最多 500 字，会公布。
place-exposure-agree = 同意曝光
place-exposure-drop = 不曝光
place-exposure-proposed = 已提出，要另一位负责人确认才列入名单。
place-exposure-agreed = 已确认，列入曝光名单。
place-exposure-dropped = 已撤下，不列入名单。
outbox-place-exposure = 有人提出曝光{ $place }，须您确认才列入名单。理由：{ $reason }
outbox-place-exposure-several = { $count } 个地区的曝光待您确认：{ $names }
outbox-button-exposure = 去确认
error-invalid-place-exposure = 这个方案没有要求曝光地区，只曝光单位。
error-conflict-place-exposure-own = 这是您提出的，要另一位负责人来确认。
error-conflict-place-exposure-over = 已经撤下，要曝光请重新提出。
exposure-part-units = 一、存在严重问题的单位
exposure-part-places = 二、存在严重问题的地区
exposure-places-lead = 以下 { $count } 个地区存在严重问题，经两名工作人员核定，现予公布。
exposure-place = { $number }. { $place }：{ $reason }。
cli-review-places = 列出要曝光的地区；也可以提出或撤下。确认由另一人在聊天里办。
cli-option-place-propose = 提出曝光的地区编码。
cli-option-reason-exposure = 曝光的事实和理由，会公布。
cli-option-place-drop = 撤下这一个。
