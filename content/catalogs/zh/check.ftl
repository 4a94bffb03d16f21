# 自查：一屏一题。
check-pass = { $sign_pass }符合
check-pass-all = 符合，全部 { $workers } 人
check-fail = { $sign_fail }不符合
check-na = { $sign_na }不涉及
check-carry = 沿用上次：{ $carry_verdict }
check-other = 在“{ $campaign }”里您答过：{ $verdict }{ $reason }（{ $day }{ $note ->
    [yes] ，有备注
   *[no] {""}
}{ $files ->
    [0] {""}
   *[other] ，照片和语音 { $files } 件会一起带来
}）
check-same = 照旧：{ $same_verdict }
check-other-changed = 另一张表里的答案刚改过，现在是下面这样。请看了再点。
check-finding = 看整改
check-why = 为什么问
check-example = 看不懂
check-deeper = 继续回答细项（{ $details }）
check-files =
    { $voices ->
        [0] 看照片（{ $files }）
       *[other] 看照片和语音（{ $files }）
    }
check-note = 看备注
check-previous = ‹ 上一项
check-all = 全部
check-later = 先跳过 ›
check-back = ‹ 回到题目
check-evidence = 照片：{ $what } 已收 { $files } 张
check-evidence-required = 照片（必交）：{ $what } 已收 { $files } 张
check-voices = 语音备注 { $voices } 条
check-note-line = 备注：{ $note }
check-note-head = 这一题的备注：
check-note-how = 再打字就接在后面。
check-note-remove = 清空备注
check-note-kept = 备注已保存。
check-note-gone = 备注已清空。
check-answered = 已答：{ $verdict }
check-denied = 原填不涉及（{ $reason }），与现在的企业概况不符，请重新作答。
check-last-time = 上次答：{ $verdict }
check-reason = （{ $reason }）
check-numbers = （{ $done } 人/共 { $total } 人）
check-carried = {" "}· 沿用
check-not-carried = {" "}· 已改
check-detail-mark = {" "}· 细项 { $place }/{ $total }
check-part-mark = {" "}· 第 { $place }/{ $total } 题
check-closes = 因此不再问 { $count } 题：{ $reason }
check-locked = 自查表已交，这里只能看。要改先到首页撤回。
check-deeper-next = 先答这一题，接着问细的。
check-changed-elsewhere = 这一题刚在另一部手机上答过，现在是下面这样。要改请再点一次。
check-passes = 做到的样子：{ $passes }
check-law = 依据：{ $law }
check-source = 方案原文：{ $text }（{ $plan } 第 { $number } 条）
check-source-short = 方案第 { $number } 条：{ $text }
check-department = 主管：{ $department }
check-how =
    怎么答：做到了点“符合”，没做到点“不符合”，厂里没有这回事点“不涉及”。
    也可以打字：1 符合，2 不符合，3 不涉及。直接拍照发来就算证据。
check-how-short = 也可以打字：1 符合，2 不符合，3 不涉及。
check-na-ask =
    { $row } · 不涉及
    { $question }

    为什么不涉及？请选择，或打字说明。
check-lapsed = 上次：{ $last }，每 { $months } 个月一次，{ $due } 就该再做，{ $overdue }。
check-lapsed-ask = 过期就是没做到，一般记“不符合”，再定个日子补做。仍记“符合”的话，这一天会写在自查表上，复查的人也会看到。
check-lapsed-pass = 仍记“符合”
check-lapsed-date = 日子写错了
check-numbers-ask =
    { $row }
    方案要求全员做到，请填人数。
    { $done } / { $total }

    例：{ $example }
check-numbers-all = 全部 { $workers }
check-numbers-other = { $other }，记为“{ $other_verdict ->
    [pass] 符合
   *[fail] 不符合
    }”
error-invalid-counts-wrong = 没看懂人数，没有记。请写成“做到的人数/总人数”，例如 { $example }。前一个数不能比后一个大。
error-invalid-counts-one = 只写了 { $number }，看不出是做到的还是没做到的，没有记。请写成“做到的人数/总人数”，例如 { $example }。
error-invalid-counts-known = 总人数写的是 { $total }，企业概况里是 { $workers } 人，没有记。请再写一次，例如 { $example }；人数变了，先到首页“更多”里的“企业概况”改。
error-invalid-counts-pass-other = { $done }/{ $total } 不是全部，和“符合”不一致，没有记。写错了请再写一次；没写错就点下面的“不符合”。
error-invalid-counts-fail-other = { $done }/{ $total } 是全部都做到了，和“不符合”不一致，没有记。写错了请再写一次，一个都没做到写 0；没写错就点下面的“符合”。
check-file = { $kind } { $place }/{ $total }
check-no-file = 这一题还没有照片。直接发照片就行。
check-file-previous = ‹
check-file-next = ›
check-file-gone = 删除这张
check-date = 填上次日期
check-put-off = { $reason }，以后补照片
check-put-off-again = 改补照片的日子
check-put-off-first = 先答这一题：有没有这些东西。照片可以开工后再补。
check-put-off-ask =
    { $row } · 以后补照片
    { $question }

    哪天补？选一天，或打字写日子，最晚 { $last }。
    到时会提醒您。自查表上会写明照片后补。
check-put-off-over =
    { $row }
    { $question }

    补照片的日子最晚是 { $last }，不能再往后。请开工时拍照，或据实回答。
check-owed = 照片后补：{ $day }前{ $late ->
    [yes] ，已经过了
   *[no] {""}
}
check-owed-how = 自查表已交。这一题等您补照片：开工时拍下发来，再点“符合”；没做到就点“不符合”。
error-invalid-owed-first = 请先答有没有这些东西，再定哪天补照片。
error-invalid-owed-day = 补照片的日子要在明天到 { $month }月{ $day }日之间，没有记。
error-invalid-owed-photo = 还没收到新照片。请先拍照发来，再点“符合”。
check-dated = 上次：{ $day }
check-date-kept = 日子记下了，下次到期前会提醒。
check-to-submit = 去交表 ›
check-closes-short = 因此不再问 { $count } 题
