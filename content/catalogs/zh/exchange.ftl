# 任务记录：做了什么、哪天做的、材料，报给上级，上级收下或退回。
record-noted = 已记下。可以接着发材料。
record-whose = { $whose } · { $day }
record-no-words = （没有写说明）
record-files = 材料 { $count } 份
record-how = 打字改说明；照片、PDF、Word、Excel 直接发来，就附在这里。
record-label = { $state ->
    [sent] ⇧ { $day } · { $words }
    [received] ✓ { $day } · { $words }
    [returned] ↩ { $day } · { $words }
   *[kept] { $day } · { $words }
    }
record-state = { $state ->
    [sent] { $day }报送{ $to }，待对方收。
    [received] { $to }已收到（{ $day }）。
   *[returned] { $to }退回（{ $day }）：{ $reason }
    }
record-see-files = 看材料 { $files }
record-files-gone = 材料不在这台机器上了，请找系统管理员。
record-send = 报送{ $to }
record-set-day = 改日期
record-remove = 撤销
record-receive = 已收到
record-return = 退回
record-ask-day = 是哪一天做的？打字写日子：5月12日、2026-05-12。
record-ask-reason = 为什么退回？用一句话说明要补什么，对方会看到。
record-sent = 已报送，上级会收到消息。
record-received = 已收下，对方会收到消息。
record-returned = 已退回，原因已告知对方。
record-closed = 已报送，不能再加材料。上级退回后可以再补。
record-waiting-head = { $count ->
    [0] 没有待收的材料。
   *[other] 下级和企业报送的材料，待您收的 { $count } 件：
    }
record-answered-head = 收过、退回过的材料 { $count } 件
record-to-answered = 收过的
record-to-reported = 报给上级的
record-reported-head = { $count ->
    [0] 还没有向上级报送材料。
   *[other] 报给上级的材料 { $count } 件：待上级收 { $waiting } 件，退回 { $returned } 件。↩ 是退回的，点开可补材料再报。
    }
record-from = { $state ->
    [received] ✓ { $whose } · { $title }
    [returned] ↩ { $whose } · { $title }
   *[sent] { $whose } · { $title }
    }
duties-to-standing = 常年任务 { $standing }
duties-to-handed-in = 下级报送 { $handed_in }
duties-standing-head =
    常年任务 { $count } 项：方案没有定日子，专项行动期间随时做。
    做一次，记一次；后面的数字是记了几次。
duties-standing-one = { $title } · { $count }
duties-no-day = 没有定日子，随时做
duties-outside = 这件事由{ $who }做，贵办公室对接。
duties-how-more =
    {""}
    又做了一次，请打字写一句，或把材料（照片、PDF、Word、Excel）发来，就记一次。
own-duties-button = 方案其他要求
own-duties-head =
    除了自查表，方案还要求企业做这些。
    做好一项，点进去写一句，或把材料发来。
own-duties-one = { $title } · { $count }
own-duties-due = { $day }前做好
own-duties-how = 做好了就打字写一句，或把材料（照片、PDF、Word、Excel）发到这里，再点“报送”。
outbox-record-sent = { $place }报送材料：{ $duty }。请点“已收到”或“退回”。
outbox-record-sent-several = { $count } 件任务材料待您收：{ $names }
outbox-record-received = { $place }已收到材料：{ $duty }。
outbox-record-received-several = { $count } 件材料上级已收到：{ $names }
outbox-record-returned = { $place }退回了材料：{ $duty }。原因：{ $reason }
outbox-button-record = 看材料
mail-to-records = 去收材料
error-invalid-record-day = 这一天还没到，请写做完的那一天。
error-invalid-record-reason = 请写一句退回的原因。
error-conflict-record-empty = 还没有说明也没有材料，请先写一句或发一份材料。
error-conflict-record-top = 没有上级办公室，不用报送，记在这里即可。
error-invalid-paper = 这里收照片、PDF、Word（docx）和 Excel（xlsx）。请换成其中一种再发。
error-invalid-office-old = 旧格式（doc、xls、wps）、带宏或加了密码的文件收不了。请另存为 docx、xlsx 或 PDF 再发。
error-invalid-office-broken = 这个文件打不开，可能坏了。请在电脑上打开查看，另存一份再发。
error-invalid-office-acts = 文件里带有宏、嵌入的文件，或要从别处取内容，不能转给别人。请另存为 PDF 再发。
error-invalid-office-large = 文件太大或太复杂，没有收下。请分成几份，或另存为 PDF 再发。

# 情况通报、督办、批评、补课：上级办公室写给下级（直接下级或更下一级），可带材料，下级已阅、答复。
circular-kind = { $kind ->
    [urge] 督办
    [criticism] 批评
    [make_up] 补课
   *[report] 通报
    }
duties-to-circulars = 情况通报 { $circulars }
circular-head = { $count ->
    [0] 还没有收到上级的通报。
   *[other] 上级的通报 { $count } 件，未阅或未答复 { $open } 件：
    }
circular-sent-head = 发给下级的 { $count } 件，点开看谁未阅、谁未答复：
circular-label = { $state ->
    [open] ○ { $kind } · { $words }
    [recalled] ✗ { $kind } · { $words }
   *[done] ✓ { $kind } · { $words }
    }
circular-write = 写给下级
circular-to-sent = 发出的 { $sent }
circular-from = { $kind } · { $place } · { $day }
circular-of = { $kind }：{ $words }
circular-due = { $day }前答复
circular-no-answer = 不要求答复
circular-read = { $read ->
    [yes] 已阅
   *[no] 看完请点“已阅”。
    }
circular-your-answer = 答复：{ $answer }
circular-mark-read = 已阅
circular-to-answer = 写答复
circular-ask-answer = 打字写答复，最多 500 个字。上级会收到提醒；再写一次就换成新的。
circular-answered = 已答复，上级会收到提醒。
circular-ask-kind = 写哪一种？补课是要下级把没做到的补做一遍。
circular-ask-text = 打字写内容，最多 1500 个字。先说情况，再说要下级做什么。
circular-ask-whom =
    发给哪些下级？已选 { $count } / { $all }，按一下名称可去掉或加上。
    现在列出：{ $where }
circular-office = { $chosen ->
    [yes] ☑ { $place }
    [empty] ☑ { $place }（还没有人）
   *[no] ☐ { $place }
    }
circular-right-below = 直接下级
circular-branch = { $place } ›（{ $chosen }/{ $all }）
circular-all = 这里全选 / 不选
circular-deep = 含再下级全选 / 不选
circular-up = 上一层
circular-how-files = 材料（照片、PDF、Word、Excel，最多 9 份）直接发到这里，随通报一起发。
circular-no-files = 去掉材料
circular-whom-done = 选好了 { $count }
circular-ask-day = 要在哪一天前答复？打字写日子：5月12日、2026-05-12。到期前一天会提醒未答复的。
circular-no-day = 不要求答复
circular-check = 请核对：{ $kind }，发给下级 { $count } 个办公室
circular-send = 发出
circular-change = 改内容
circular-discard = 不发，删掉
circular-sent = 已发出。谁已阅、谁已答复，在“发出的”里看。
circular-discarded = 没有发出，草稿已删掉。
circular-line-answered = ✓ { $place }：{ $answer }
circular-line = { $state ->
    [nobody] ○ { $place }：办公室还没有人
    [unread] ○ { $place }：未阅
   *[read] { $wanted ->
        [yes] ◑ { $place }：已阅，未答复
       *[no] ✓ { $place }：已阅
        }
    }
circular-recall = 撤回
circular-correct = 更正
circular-recall-ask =
    撤回后下级不用再看、再答复，收到的会收到提醒；列表里记为已撤回。内容要改的，请用“更正”。
    为什么撤回？请打字写一句，下级也会看到。
circular-recalled = 已撤回，收到的下级会收到提醒。
circular-correcting = 这是更正：发出后以这一件为准，原来那件不用再看、再答复。
circular-corrects = 更正 { $day }发的那一件，以这一件为准
circular-ended = { $state ->
    [corrected] ✗ { $day }已更正，请看更正后的那一件
   *[recalled] ✗ { $day }已撤回：{ $reason }
    }
outbox-circular-recalled = { $place }撤回了{ $kind ->
    [urge] 督办
    [criticism] 批评
    [make_up] 补课要求
   *[report] 情况通报
    }，不用再看、再答复。{ $reason ->
    [none] {""}
   *[other] 原因：{ $reason }
    }
outbox-circular-corrected = { $place }更正了{ $kind ->
    [urge] 督办
    [criticism] 批评
    [make_up] 补课要求
   *[report] 情况通报
    }，以新的一件为准，请看后点“已阅”。
outbox-circular-corrected-answer = { $place }更正了{ $kind ->
    [urge] 督办
    [criticism] 批评
    [make_up] 补课要求
   *[report] 情况通报
    }，以新的一件为准，请在 { $due }前答复。
error-conflict-circular-recalled = 这一件已撤回或更正，不用再看、再答复。
error-conflict-circular-corrected = 这一件已经更正过，请更正新的那一件。
outbox-circular = { $place }发来{ $kind ->
    [urge] 督办
    [criticism] 批评
    [make_up] 补课要求
   *[report] 情况通报
    }，请看后点“已阅”。
outbox-circular-answer = { $place }发来{ $kind ->
    [urge] 督办
    [criticism] 批评
    [make_up] 补课要求
   *[report] 情况通报
    }，请在 { $due }前答复。
outbox-circular-due = { $place }的{ $kind ->
    [urge] 督办
    [criticism] 批评
    [make_up] 补课要求
   *[report] 情况通报
    }还没有答复，期限是 { $due }。
outbox-circular-answered = { $place }答复了{ $kind ->
    [urge] 督办
    [criticism] 批评
    [make_up] 补课要求
   *[report] 情况通报
    }。
outbox-circular-answered-several = 下级答复 { $count } 件：{ $names }
outbox-button-circular = 去看
error-invalid-circular-kind = 没有这一种，请从按钮里选。
error-invalid-circular-nobody = 还没有选发给谁，请至少选一个下级。
error-invalid-circular-day = 这一天已经过去，请写今天或以后的日子。
