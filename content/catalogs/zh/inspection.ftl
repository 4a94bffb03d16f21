# 现场检查（巡查、督导检查、联合执法）

error-invalid-inspection-announced = 事先通知企业的检查，请选明天以后的日子。
error-invalid-inspection-early = 检查日是 { day-of-month }，到那天再开始。
error-invalid-inspection-department = 这个部门不能加入或退出这次检查。
error-invalid-inspection-note = “不符合”请写一句现场看到的情况。
error-invalid-inspection-scope = 请选要查的条目。
error-invalid-inspection-empty = 还没有记下任何一项，不能结束。
error-conflict-inspection-again = 当天对这家企业的检查已结束，请另选一天。
error-conflict-inspection-begun = 检查已经开始，不能改日期。
error-conflict-inspection-there = 那天本部门已安排对这家企业的检查，请另选一天。
error-conflict-inspection-over = 这次检查已结束或已取消。
error-conflict-inspection-planned = 这次检查还没有开始。
error-conflict-inspection-open = 检查结束后才能上传签字的文书。
error-conflict-inspection-closed = 这家企业已不在名单里，不再检查。
error-conflict-inspection-no-campaign = 这里没有正在进行的专项行动，检查无法记录。
error-conflict-inspection-answered = 这一项 { $name }刚记过，请先看一眼再改。
error-conflict-inspection-not-done = 检查还没有结束，可以直接改记录。
error-conflict-inspection-void-ended = 专项行动已结束，检查记录不能再作废。
error-conflict-inspection-void-closed = “{ $note }”已销号，不能作废。
outbox-inspection-void-fault = { $enterprise }：更正 { $day }{ staff-department }的检查：“{ $note }”记录有误，已作废（{ $reason }）。{ $stays ->
    [yes] 这一项仍按原来的整改办。
   *[no] 这一项不用整改了。
    }
outbox-inspection-void = { $enterprise }：{ $day }{ staff-department }的检查记录有误，整次作废（{ $reason }）。{ $faults ->
    [0] {""}
   *[other] 当时列出的问题不用整改了。
    }
outbox-inspection = { $enterprise }：{ staff-department }将于 { $day }到厂检查，请安排负责人在场。
outbox-inspection-off = { $enterprise }：原定 { $day }的检查已取消（{ staff-department }）。
outbox-inspection-moved = { $enterprise }：{ staff-department }原定 { $day }的到厂检查改为 { $new }，请安排负责人在场。
outbox-inspection-moved-joint = 联合检查改期（{ staff-department }）：{ $enterprise }，原定 { $day }，改为 { $new }。
outbox-inspection-dropped = { $enterprise }{ $why ->
    [closed] 已移出名单
    [merged] 与另一家合并
   *[moved] 已转到其他地区
    }，{ $state ->
    [open] { $day }开始的检查请尽快结束；查出的问题不再列入整改
   *[planned] { $day }的检查已取消
    }。
outbox-inspection-dropped-several = { $names }等 { $count } 家企业名单有变，安排的现场检查已取消
outbox-inspections-ended = 专项行动结束，{ $count } 次现场检查随之结束{ $open ->
    [0] {""}
   *[other] ，其中 { $open } 次检查到一半，已记的留作参考
    }。
outbox-inspection-joint = { staff-department }邀请联合检查：{ $enterprise }，{ $day }。
outbox-button-inspection = 打开
outbox-inspected = { $enterprise }：{ $day }{ staff-department }到厂检查，{ $faults ->
    [0] 没有发现问题。
   *[other] 发现 { $faults } 个问题，{ $several ->
        [yes] 期限逐项不同，最早 { $due }前改好并拍照。
       *[no] 请在 { $due }前改好并拍照。
        }
    }

# 列表和安排

office-inspections = 现场检查
inspection-head = 现场检查：待查 { $planned } 家{ $begun ->
    [0] {""}
   *[other] ，进行中 { $begun } 家
    }。
inspection-line = { $state ->
    [open] ▶
   *[other] { $day }
    } { $name }
inspection-new = 安排检查
inspection-made = 已查的
inspection-made-head = 已查 { $total } 次{ $voided ->
    [0] {""}
   *[other] ，另有作废 { $voided } 次
    }，最近的在前。
inspection-made-line = { $day } { $name }{ $faults ->
    [0] {""}
    [voided] {" "}· 作废
   *[other] {" "}· 问题 { $faults }
    }
inspection-covered = 本行动到厂检查过 { $visited } 家{ $joint ->
    [0] {""}
   *[other] ，其中联合检查 { $joint } 次
    }。
inspection-find-ask =
    检查哪家企业？
    请打字写名称里的几个字，再点。
inspection-find-none = 没有找到。请换几个字。
inspection-day-ask = { $enterprise }：哪天去检查？请选一天，或打字写日期。
inspection-day-unclear = 请写今天起 90 天以内的日期，例如 12月3日。
inspection-today = 今天
inspection-weekday = { $day } 周{ $weekday ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
   *[5] 五
    }
inspection-sure =
    { $enterprise }，{ $day }。
    事先通知企业吗？通知的话，现在就发给企业的人。
inspection-unannounced = 不预先通知
inspection-announced = 通知企业
inspection-planned = 已安排。

# 一次检查

inspection-who = { $day } · { $departments }
inspection-state = { $state ->
    [planned] { $announced ->
        [yes] 待查，已通知企业
       *[no] 待查，不通知企业
        }
    [open] 检查中
    [done] 已查（{ $day }）
    [voided] 已查（{ $day }），整次作废
    [ended] 专项行动已结束，不再检查
   *[dropped] 已取消
    }
inspection-officer = { $name }（{ staff-department }）
inspection-officers = 检查人员：{ $people }
inspection-present = 企业在场：{ $name }
inspection-seen = 已记 { $seen } 项，不符合 { $faults } 项
inspection-due = 整改期限：{ $day }
inspection-due-several = 整改期限：{ $first }至{ $last }（逐项不同）
inspection-sign-hint = { $signed ->
    [0] 文书打印签字后，拍照发到这里存档。
   *[other] 签字文书已存 { $signed } 张，还可以再发。
    }
inspection-begin = 到厂，开始检查
inspection-begin-short = 到厂，只抽查
inspection-go-on = 继续检查（剩 { $left }）
inspection-items = 逐项清单
inspection-scope = 抽查范围
inspection-scope-ask = 这次查什么？已经记的都保留，没选的也可以在“逐项清单”里查。
inspection-scope-choice = { $mark }{ $scope ->
    [danger] 只查 ⛔ 项（{ $count }）
   *[all] 必查的都查（{ $count }）
    }
inspection-scope-rows = 选几个条目
inspection-scope-line = { $scope ->
    [danger] 抽查：⛔ 项
   *[rows] 抽查：{ $rows } 个条目
    }
inspection-rows-ask = 查哪几个条目？点一下选上，再点一下去掉。已选 { $count } 个。
inspection-row-line = { $mark } { $text }
inspection-rows-go = 就查这 { $count } 个
inspection-end = 结束检查
inspection-record = 检查记录
inspection-order = 整改指令书
inspection-signed = 签字文书 { $signed }
inspection-joint = 联合检查
inspection-shift = 改日期
inspection-shift-ask = { $enterprise }，原定 { $day }。改到哪天？请选一天，或打字写日期。{ $announced ->
    [yes] 企业会收到新的日期。
   *[no] {""}
    }
inspection-shifted = 日期已改。
inspection-drop = 取消检查
inspection-drop-ask = 取消这次检查？记下的内容作废；已通知企业的，会告知企业取消。
inspection-drop-yes = 取消这次检查
inspection-dropped = 已取消。
inspection-void = 作废更正
inspection-void-ask =
    哪里记错了？点一项作废；查错了企业，就整次作废。
    已销号的不能作废。
inspection-void-line = ✗ { $text }
inspection-void-all = 整次作废
inspection-void-reason-ask =
    作废：{ $what }
    为什么？请打字写一句，企业也会看到，例如：查错了企业。
inspection-void-whole = 整次检查，问题 { $faults } 个
inspection-void-sure =
    作废：{ $what }
    原因：{ $reason }
    作废后不能恢复：不再要求整改，不再统计；企业会收到消息。
inspection-void-yes = 作废
inspection-voided = 已作废，企业会收到消息。
inspection-voided-line = 作废：{ $note }（{ $reason }）
inspection-voided-whole = 整次作废：{ $reason }
inspection-voided-some = 已作废 { $count } 项
inspection-back = ‹ 现场检查
inspection-departments-ask =
    { $lead }牵头。请哪些部门一起去？
    点一下就邀请，对方部门的人会收到消息；再点一下取消。
inspection-photo-where = 现场照片请在具体项目里发；签字文书请在检查结束后发。
inspection-signed-kept = 签字文书已存。

# 逐项记录

inspection-reported = 企业自报：{ $verdict }
inspection-there = 现场：{ $verdict }（{ $by }）
inspection-note = “{ $note }”
inspection-photos-line = 现场照片 { $count } 张
inspection-unsay = 撤回
inspection-photos = 看照片 { $photos }
inspection-own-photos = 企业照片 { $own_photos }
inspection-note-ask =
    不符合：{ $fault }
    现场看到什么？请写一句，或点下面的话。
inspection-fault-kept = 已记下。可以接着拍照，再点下一项。
inspection-photo-kept = 照片已存。
inspection-words-where = 要记问题，请先点“不符合”。
inspection-all-seen = 必查的都记完了，可以结束，或在清单里再查细项。
inspection-items-head = 逐项清单：已记 { $seen }/{ $total }
inspection-item-line = { $sign } { $text }

# 结束

inspection-present-ask = 企业谁在场？请打字写姓名和职务，例如：王建国 厂长。
inspection-present-long = 最多 { $limit } 个字。
inspection-nobody = 没有人在场
inspection-due-ask = { $faults } 项不符合，哪天前改好？请选一天，或打字写日期。
inspection-due-each = 逐项定期限
inspection-dues-head = 每项的期限（先按通常天数定好）。点一项可以改。
inspection-dues-next = 下一步
inspection-due-line = { $day } { $text }
inspection-due-one-ask = { $fault }：哪天前改好？请选一天，或打字写日期。
inspection-due-unclear = 请写今天起一年以内的日期，例如 12月3日。
inspection-in-days = { $count } 天（{ $day }）
inspection-finish-ask = 结束对{ $enterprise }的检查？
inspection-fault = ✗ { $note }
inspection-left = 还有 { $count } 项必查的没有记。
inspection-finish-told = 结束后不能再改，记错的只能作废；企业会收到结果，不符合的列入整改。
inspection-finish = 结束检查
inspection-done = 已结束，企业会收到结果。
inspection-done-closed = 已结束。企业已不在名单里，问题没有列入整改。

# 文书

inspection-making = 正在生成文书……
inspection-record-title = 现场检查记录
inspection-record-number = （　　　　）检记〔　　　　〕　　　　号
inspection-record-file = 现场检查记录-{ $enterprise }-{ $day }
inspection-order-title = 责令限期整改指令书
inspection-order-number = （　　　　）责改〔　　　　〕　　　　号
inspection-order-file = 责令限期整改指令书-{ $enterprise }-{ $day }
inspection-paper-corrected = { $title }（更正）
inspection-paper-correction = 本文书于{ $day }更正，此前出具的以本件为准。
inspection-paper-voided = 更正：“{ $fault }”一项记录有误，予以作废，不再要求整改。原因：{ $reason }。
inspection-paper-voided-verdict = 作废
inspection-paper-voided-note = { $note }（作废：{ $reason }）
inspection-paper-voided-record = 更正：本次检查的记录有误，整次作废。原因：{ $reason }。
inspection-paper-revoked = 我单位经{ $day }现场检查向你单位下达的《责令限期整改指令书》有误，现予撤销，所列问题不再要求整改。{ $reason ->
    [none] {""}
   *[other] 原因：{ $reason }。
    }
inspection-paper-unit = 被检查单位
inspection-paper-code = 统一社会信用代码
inspection-paper-address = 地址
inspection-paper-present = 现场负责人
inspection-paper-day = 检查日期
inspection-paper-departments = 检查部门
inspection-paper-officers = 检查人员
inspection-paper-plan = 依据方案
inspection-paper-result = 检查情况：{ $scope ->
    [all] {""}
    [danger] 抽查（应当立即停止作业的项目），
   *[rows] 抽查（所列条目），
    }共查 { $seen } 项，符合 { $passed } 项，不符合 { $faults } 项，不涉及 { $na } 项。
inspection-paper-head-number = 序号
inspection-paper-head-row = 条目
inspection-paper-head-question = 检查内容
inspection-paper-head-verdict = 结果
inspection-paper-head-note = 现场情况
inspection-paper-row = 第 { $row } 项
inspection-paper-photos = 现场照片（图下为序号）
inspection-paper-order-lead = 经{ $day }现场检查，你单位存在下列问题：
inspection-paper-stop = 立即停止该岗位作业，消除危害后方可恢复。
inspection-paper-due = 整改期限：{ $day }。
inspection-paper-basis = 依据：{ $law }。
inspection-paper-fault = { $number }．{ $fault }。
inspection-paper-seen = 现场情况：{ $note }。
inspection-paper-order-due = 现责令你单位对上述问题{ $several ->
    [yes] 在各项所列期限前
   *[no] 于{ $day }前
    }整改完毕，达到有关法律、法规、规章和标准规定的要求。整改期间应当采取措施，保障劳动者健康。整改完毕后，请在尘安里逐项拍照上报，等待销号。逾期不整改或者整改后仍不符合要求的，将依法处理。
inspection-paper-order-appeal = 如不服本指令，可以自收到之日起六十日内依法申请行政复议，或者在六个月内依法向人民法院提起行政诉讼；复议、诉讼期间不停止执行，法律另有规定的除外。
inspection-paper-read = 以上记录已阅，情况属实。
inspection-paper-copies = 本指令书一式两份，一份交被检查单位，一份存档。
inspection-paper-sign-unit = 被检查单位负责人（签名）：{ $line }　{ $date }
inspection-paper-sign-received = 被检查单位签收：{ $line }　{ $date }
inspection-paper-sign-officers = 检查人员（签名、执法证号）：{ $line }
inspection-paper-seal = 检查部门（印章）
inspection-paper-date = ＿＿＿＿年＿＿月＿＿日
inspection-paper-made = 由尘安按现场记录生成，签字盖章后有效。
