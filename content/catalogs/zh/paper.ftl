# 公文：怎么署名编号，文件里共用的话。

letterhead-button = 机关全称和文号
letterhead-head = 公文（PDF、Word）怎么署名、编号：
letterhead-name = 机关全称：{ $name ->
    [none] 还没有设置，落款暂写“{ $place }”
   *[other] { $name }
    }
letterhead-number = 发文字号：{ $number ->
    [none] 还没有设置，公文不印文号
   *[other] { $number }（顺序号手写）
    }
letterhead-set-name = 改全称
letterhead-set-number = 改文号
letterhead-ask-name = 打字写机关全称，公文落款用它，与印章一致。例：海陵区应急管理局
letterhead-ask-number = 打字写发文字号，照一份旧文抄就行。例：海应急〔2026〕12号，或者只写海应急。年份按成文日期，顺序号留空手写。
error-invalid-full-name = 机关全称 2 到 { $limit } 个字，例：海陵区应急管理局。
error-invalid-number-pattern = 没看懂这个文号。请照旧文抄，例：海应急〔2026〕12号，或者只写海应急。
paper-button = 公文（PDF、Word）
paper-making = 正在生成公文，请稍等。
paper-no-name = 还没有设置机关全称，落款暂写“{ $place }”。设置：行动安排 → 咨询电话 → 机关全称和文号。

## 文件
paper-action = 粉尘与高毒物品危害治理专项行动
paper-circular-title = { $kind ->
    [urge] 关于{ $action }的督办通知
    [criticism] 关于{ $action }的批评通报
    [make_up] 关于{ $action }的补课通知
   *[report] 关于{ $action }的情况通报
    }
paper-circular-corrects = （更正：此前所发的同一件以本件为准。）
paper-circular-ended = { $state ->
    [corrected] （本件已更正，以更正后的为准。）
   *[recalled] （本件已撤回。）
    }
paper-circular-answer = 请于{ $day }前书面反馈落实情况。
paper-circular-file = { $kind ->
    [urge] 督办通知
    [criticism] 批评通报
    [make_up] 补课通知
   *[report] 情况通报
    }_{ $day }
paper-notice-to = { $place }有关生产经营单位
paper-notice-file = 通知_{ $title }_{ $day }
paper-sign-date = ＿＿年＿月＿日
