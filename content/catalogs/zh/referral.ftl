# 上报到系统外的机关（如县安监局）：上报了什么、哪天、用哪份文书，答复怎样。

## 聊天里
escalation-way-out = 上报有权机关
escalation-referred = 已上报有权机关，等答复。
referral-see = 看上报和答复
referral-to-list = 上报记录 { $referrals }
referral-head = 上报 { $total } 件，等答复 { $waits } 件
referral-none = 还没有上报有权机关的事项。
referral-one = { $state ->
    [late] 过期未答复
    [answered] { referral-outcome }
    [withdrawn] 已撤回
   *[waiting] 等答复
    } · { $enterprise }（{ referral-wanted }）
referral-wanted = { $wanted ->
    [suspend] 停产整顿
    [penalty] 处罚
   *[closure] 关闭
    }
referral-outcome = { $outcome ->
    [suspend] 决定停产整顿
    [penalty] 决定处罚
    [closure] 决定关闭
    [refused] 不同意
   *[other] 其他答复
    }
referral-state = { $state ->
    [answered] 已答复
    [withdrawn] 已撤回
   *[waiting] 等答复
    }
referral-handed = { $day }，{ $office }上报{ $authority }，提请{ $wanted ->
    [suspend] 停产整顿
    [penalty] 依法处罚
   *[closure] 依法关闭
    }{ $number ->
    [none] {""}
   *[other] （{ $number }）
    }
referral-waits = { $day ->
    [none] 没有约定答复的日子。
   *[other] 约定 { $day }前答复{ $late ->
        [0] {""}
       *[other] ，已过 { $late } 天
    }。
    }
referral-paper-how = 点“打印”，签字盖章后报送；报送件可拍照或发文件到这里。答复来了点“记答复”。
referral-answered = { $day }，{ $authority }答复：{ $outcome ->
    [suspend] 停产整顿
    [penalty] 处罚
    [closure] 关闭
    [refused] 不同意
   *[other] 其他
    }。{ $answer }
referral-answer-how = 答复的原件可拍照或发文件到这里。
referral-withdrawn = 已撤回，由本办公室决定。
referral-files = 报送件 { $files } 个，答复件 { $answers } 个
referral-ask-to = { $enterprise }：上报给哪个机关？{ $count ->
    [0] 请打字写机关的名称。
   *[other] 按方案选，或打字写机关的名称。方案里的“{ $name }”，现在是{ $today }。
    }
referral-ask-wanted = 请{ $authority }作什么决定？
referral-ask-day = 约定哪天前答复？请选择，或打字写日子；到期未答复会提醒。
referral-in-days = { $days } 天
referral-no-day = 没有约定
referral-ask-reason = 请打字写明上报的事实和理由，最多 500 字，会写进请示。
referral-ask-number = 请打字写这份请示的文号，例如 某应急〔2026〕7号。
referral-to-outcome = 记答复
referral-correct = 更正答复
referral-to-day = 改约定的日子
referral-withdraw = 撤回上报
referral-back = ‹ 上报记录
referral-ask-outcome = { $authority }答复了什么？决定了停产、处罚或关闭的，就按它办，企业会收到消息。
referral-ask-answered-on = 答复是哪天？
referral-today = 今天
referral-ask-answer = { $authority }的答复：请打字写一句，可写文号。
referral-other-from = 由其他机关答复
referral-ask-from = 请打字写答复的机关。
referral-sent = 已记下。请打印请示报送。
referral-noted = 已记下。
referral-file-kept = 文件已存。
referral-taken-back = 已撤回，请在这里决定。
referral-answer-kept = 答复已记下。
error-invalid-escalation-up = 有上级办公室，请上报上级。
error-invalid-referral-authority = 请写机关的名称，最多 { $limit } 个字。
error-invalid-referral-wanted = 请从按钮里选：停产整顿、处罚或关闭。
error-invalid-referral-outcome = 请从按钮里选答复的结果。
error-invalid-referral-day = 答复的日子要在今天到一年以内。
error-conflict-referral-waits = 这件已上报有权机关，请先记答复，或撤回上报。
error-conflict-referral-over = 这件已有答复或已撤回，不能再改。
outbox-referral-late = { $enterprise }：上报{ $authority }（{ referral-wanted }）约定 { $due }前答复，还没有记下答复。请催问，或记下答复。
outbox-button-referral = 打开
history-referral = 上报{ $authority }，提请{ referral-wanted }{ $number ->
    [none] {""}
   *[other] （{ $number }）
    }
history-referral-answered = { $authority }答复：{ referral-outcome } · { $text }

## 请示
referral-paper-title = 关于提请{ $wanted ->
    [suspend] 对{ $enterprise }实施停产整顿
    [penalty] 依法处罚{ $enterprise }
   *[closure] 依法关闭{ $enterprise }
    }的请示
referral-paper-ask = 提请贵机关依法对{ $enterprise }{ $wanted ->
    [suspend] 实施停产整顿。整改达到要求、经验收同意前，不得复产
    [penalty] 给予行政处罚
   *[closure] 予以关闭
    }。
referral-paper-by = 请于{ $day }前答复。
referral-paper-please = 请予答复。
referral-paper-end = 妥否，请批复。

## 台账
ledger-sheet-referrals = 上报
ledger-head-handed-on = 上报日期
ledger-head-authority = 上报机关
ledger-head-wanted = 提请事项
ledger-head-paper-number = 文号
ledger-head-answered-from = 答复机关
ledger-head-outcome = 答复结果
ledger-head-answer-files = 答复件

## 命令行
cli-list-referral = 上报到系统外的机关，及其答复。
cli-referral = 把待决事项上报给系统外的机关（如县安监局），记下答复。
cli-referral-list = 列出一个地区及以下的上报，等答复的在前。
cli-referral-send = 把事项 TASK 上报给没有办公室的机关，提请停产整顿、处罚或关闭。
cli-referral-note = 记下请示的文号，或另约答复的日子。
cli-referral-answer = 记下答复；决定了停产、处罚或关闭的，事项就按它决定。
cli-referral-withdraw = 撤回没有答复的上报，由本办公室决定。
cli-referral-attach = 给上报存一个文件；有了答复以后存的算答复件。
cli-referral-paper = 把请示写成 PDF、Word 文件。
cli-option-authority = 机关的名称
cli-option-want = 提请什么：suspend 停产整顿，penalty 处罚，closure 关闭
cli-option-answer-by = 约定哪天前答复（年-月-日）
cli-option-outcome = 答复的结果：suspend、penalty、closure，refused 不同意，other 其他
cli-option-answer-text = 答复的内容，一句话
cli-option-answered-on = 答复的日子；不写是今天
cli-option-answered-from = 答复的机关；不写是上报的机关
cli-head-authority = 机关
cli-head-asked-for = 提请
cli-referral-done = 上报 { $id }：{ referral-state }
cli-file-kept = 已存文件 { $count } 个
cli-option-file = 要存的文件：照片、PDF、Word 或 Excel
