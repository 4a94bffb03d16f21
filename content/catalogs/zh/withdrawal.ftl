# 撤销决定：停产整顿、处罚、提请关闭、拒不整改认定有误，或被行政复议、法院撤销。

## 聊天里
# kind：处置的种类；cause：撤销的原因
withdrawal-object = { $kind ->
    [suspend] 停产整顿决定
    [penalty] 处罚
    [closure] 提请关闭
   *[refusal] 拒不整改认定
    }
withdrawal-cause = { $cause ->
    [error] 决定有误
    [review] 行政复议撤销
    [court] 法院撤销
   *[other] 其他原因
    }
withdrawal-because = { withdrawal-cause }{ $text ->
    [none] {""}
   *[other] ，{ $text }
    }
measure-withdraw = 撤销决定
withdrawal-said = { $day } 撤销（{ $office }）：{ withdrawal-because }
withdrawal-number = 撤销文号：{ $number }
withdrawal-set-number = 撤销文号
withdrawal-set-text = 撤销说明
withdrawal-again = 重新列入待决
withdrawal-ask = { $enterprise }：为什么撤销{ withdrawal-object }？
withdrawal-text-ask = 请打字写明撤销的原因，最多 500 字。企业会看到。
withdrawal-number-ask = 请打字写撤销文书的文号：本办公室撤销的写撤销决定书，其他的写复议决定书或裁判文书，例如 某复决〔2026〕3号。
withdrawal-day-ask = { $enterprise }：撤销{ withdrawal-object }，原因：{ withdrawal-because }。
    撤销后不再执行，也不算已执行，企业会收到消息。{ $kind ->
    [suspend] 没有别的决定的，不得复产的提示马上取消；复产申请终止。
   *[other] {""}
    }曝光只因这个决定的，从名单上撤下。问题和整改不变。
    从哪天起撤销？请点“今天”，或打字写日期。
withdrawal-kept = 已撤销，企业会收到消息。问题仍要整改；仍须处理的，请点“重新列入待决”。
withdrawal-kept-refusal = 已撤销，企业会收到消息。问题仍要整改。
error-conflict-measure-withdrawn = 这项决定已经撤销，请看最新情况。
error-conflict-measure-stands = 这项决定没有撤销，请看最新情况。
error-invalid-withdrawal-cause = 没有这种原因，请从按钮里选。

## 主动发的话
# order：撤销后企业还有没有别的决定，none 没有；exposed：从曝光名单上撤下了没有
outbox-measure-withdrawn = { $office }：对{ $enterprise }的{ withdrawal-object }已撤销，{ $day }起不再执行。原因：{ withdrawal-because }。{ $order ->
    [none] { $kind ->
        [suspend] 不用再申请复产。
       *[other] {""}
    }
    [closure] 另有关闭的决定，仍不得生产。
   *[suspend] 另有停产整顿的决定，仍不得生产。
    }{ $exposed ->
    [yes] 不再列入曝光名单。
   *[no] {""}
    }未改好的问题仍要整改，已停的危险作业改好前不得恢复。
outbox-withdrawn-office = { $office }撤销了对{ $enterprise }的{ withdrawal-object }，{ $day }起不再执行。原因：{ withdrawal-because }。{ $order ->
    [none] {""}
    [closure] 另有关闭的决定。
   *[suspend] 另有停产整顿的决定，仍不得生产。
    }{ $exposed ->
    [yes] 已从曝光名单上撤下，公布过的请撤回并说明。
   *[no] {""}
    }问题和整改不变。
outbox-button-withdrawn = 看处置

## 一企一档
history-measure-withdrawn = 撤销{ withdrawal-object }（{ $office }）{ $number ->
    [none] {""}
   *[other] { $number }
    } · { withdrawal-cause }{ $reason ->
    [none] {""}
   *[other] ，{ $reason }
    }
history-exposure-withdrawn = 撤下曝光（{ $office }）

## 命令行
cli-review-withdraw = 撤销 MEASURE（决定有误，或被行政复议、法院撤销）；已撤销的，可以补记文号和说明。
cli-review-again = 把 MEASURE 撤销后仍须处理的事项重新列入待决。
cli-option-withdraw-why = 为什么撤销：error 决定有误，review 行政复议撤销，court 法院撤销，other 其他原因（要写 --text）。
cli-option-withdraw-text = 说明，企业会看到
cli-option-withdraw-number = 撤销文书的文号
cli-option-withdraw-day = 从哪天起撤销，默认今天
cli-review-raised-again = 已列入待决：{ $id }

## 文件
measure-paper-withdrawn = 注：以上所载，已于{ $day }撤销，不再执行。
measure-paper-fact-withdrawn = 已撤销，{ $day }
measure-paper-withdraw-title = { $kind ->
    [suspend] 撤销停产整顿决定书
    [penalty] 撤销行政处罚决定书
    [closure] 撤销提请关闭决定书
   *[refusal] 撤销拒不整改认定决定书
    }
measure-paper-told-title = { $kind ->
    [suspend] 停产整顿决定撤销告知书
    [penalty] 行政处罚决定撤销告知书
    [closure] 提请关闭撤销告知书
   *[refusal] 拒不整改认定撤销告知书
    }
# whose：own 本机关作出的，other 下级作出的（office）；number：原文书的文号
measure-paper-withdraw-lead = { $kind ->
    [penalty] { $line }（作出处罚决定的机关）对你单位作出的行政处罚决定
   *[other] { $whose ->
        [own] 本机关
       *[other] { $office }
    }{ $day }{ $kind ->
        [suspend] 对你单位作出的停产整顿决定
        [closure] 作出的关闭你单位的提请
       *[refusal] 作出的你单位拒不整改的认定
    }
    }{ $number ->
    [none] {""}
   *[other] （{ $number }）
    }{ $cause ->
    [error] ，经复核，确有错误。
    [review] ，已由{ $line }（行政复议机关）的行政复议决定撤销，文号：{ $by }。
    [court] ，已由{ $line }人民法院的生效裁判撤销，案号：{ $by }。
   *[other] ，依法应当撤销。
    }
measure-paper-withdraw-order = { $cause ->
    [review] 现告知你单位：自{ $day }起，上述
    [court] 现告知你单位：自{ $day }起，上述
   *[other] 现决定：自{ $day }起撤销上述
    }{ $kind ->
    [closure] 提请
    [refusal] 认定
   *[other] 决定
    }，不再执行。{ $kind ->
    [suspend] 恢复生产不需要申请复产验收；你单位另有停产整顿、关闭决定尚未解除的，仍按该决定执行。
    [penalty] 已经缴纳的罚款、没收的财物，依法予以退还；暂扣、吊销的许可证件，依法予以恢复。
    [closure] 有关情况由本机关报告有关人民政府。
   *[refusal] {""}
    }
measure-paper-withdraw-why = 撤销的事实和理由：{ $reason }。
measure-paper-withdraw-faults = 下列问题尚未销号，你单位仍应当整改，整改期间应当采取措施，保障劳动者健康：
measure-paper-withdraw-duty = 你单位应当继续落实职业病防治措施，保障劳动者健康。
