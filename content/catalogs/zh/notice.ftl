# 通知：写、发、看谁读了。
## 不能办时说的话
error-invalid-notice-empty = 通知还没有内容，请先写几句。
error-invalid-notice-text-long = 文字太长：一条通知最多 { $limit } 个字符，超出 { $over } 个。请删短再发。
error-invalid-notice-caption-long = 这份通知是和一个文件一起发的，改后的文字最多 { $limit } 个字符，超出 { $over } 个。请删短，或撤回后重新发。
error-invalid-notice-past = 这个时间已经过了，请另选一个。
error-invalid-notice-expired = 到能发的时候已过有效期。请改时间，或改有效期。
error-invalid-notice-nobody = 按现在的条件，没有企业会收到。请修改“发给谁”。
error-invalid-notice-unreachable = 要发的 { $count } 家都送不到（未注册或屏蔽了机器人），请打电话。
error-invalid-notice-file-heavy = 文件超过 50 MB，发不出去。请压缩或拆开再发。
error-invalid-notice-files-mixed = 照片和文件不能放在同一条通知里。请先去掉已有的，或分两条发。
error-invalid-notice-files-many = 一条通知最多 { $limit } 个文件。
error-invalid-notice-reason = 请写 2 到 200 个字的理由。
error-invalid-notice-all-read = 收到的都已阅读，不用再发。
error-invalid-audience-group = 没有这样的收件人分组，请重新选。
error-conflict-notice-confirmed = 这条通知已由{ $who }于 { $at } 确认，不会再发一遍。
error-conflict-notice-decided = 这条通知已由{ $who }处理过了。
error-conflict-notice-no-draft = 这条通知已确认，不能再改草稿。要改，请在通知里撤回或更正。
error-conflict-notice-over = 这条通知现在没有在发，不用再办。
error-conflict-notice-again = 这条通知已经再发过一次，不能发第三次。
error-conflict-notice-not-sent = 这条通知没有在发，也没有发出，不能办这一步。

## 机器人主动告诉办公室的话
# place：哪里的办公室；author：拟稿人；title：标题；count：多少家
outbox-notice-release = { $place }{ $author }写的《{ $title }》要发给 { $count } 家，等您放行。
outbox-notice-released = 《{ $title }》已放行。
outbox-notice-returned-ended = 行动已结束，《{ $title }》没有发，已退回。还要发的，请核对内容后再发。
outbox-notice-returned-expired = 《{ $title }》过了有效期，没有发，已退回。
outbox-notice-expired = 《{ $title }》过了有效期，尚未发到的 { $count } 人不再发。
outbox-notice-grown = 《{ $title }》到时间没发：现在要发给 { $count } 家，须由另一位负责人放行。
outbox-notice-returned = 《{ $title }》已退回：{ $reason }
outbox-button-notice = 看这条通知

## 常用的小片段
notice-moment = { day-of-month } { $time }
notice-moment-of-year = { $year }年{ day-of-month } { $time }
notice-office = { $place }{ staff-department }
notice-some-plan = 专项行动
notice-some-form = 自查表
notice-untitled = （还没写）
notice-read = 已阅读
notice-was-read = ✓ 已读 { day-of-month } { $time }
notice-read-thanks = 已登记：已阅读。
notice-read-before = 此前已登记为已阅读。
notice-preview-only = 这是预览，收件人点了才登记。
notice-withdrawn = 这条通知已撤回。
notice-change-text = 要换文字，请先点“改文字”。
notice-state-not_submitted = 未交表
notice-state-not_started = 未开始
notice-state-unregistered = 未注册
notice-state-open_rectifications = 有待整改
notice-state-overdue = 整改逾期
notice-state-submitted = 已交表
notice-reach = 共 { $count } 家，能收到的有 { $people } 人
notice-out = 收不到：{ $reasons }
notice-out-unregistered = 未注册 { $count } 家
notice-out-blocked = 屏蔽机器人 { $count } 家

## 写通知
notice-template-ask = 从哪一份开始写？里面的日期和数字会自动填好，都可以再改。
notice-caption-not-taken = 文件收下了，下面的字“{ $caption }”没有收下：通知已经有文字。要换，请点“改文字”。
notice-blank = 空白
notice-field = { $field ->
    [place] 地区
    [office] 落款
    [plan] 行动名称
    [form] 表名
    [today] 今天
    [due] 交表日期
    [left] 还剩天数
    [over] 超过天数
    [grace] 宽限日期
    [check_from] 自查开始
    [check_to] 自查结束
    [review_from] 复查开始
    [review_to] 复查结束
    [meant] 企业数
    [registered] 已注册数
    [started] 已开始数
    [submitted] 已交数
    [waiting] 未交数
   *[overdue] 逾期数
    }
notice-own-label = ★ { $title }
notice-own-above = ☆ { $title }（{ $place }）
notice-own-button = 本单位模板
notice-own-head = 本单位的模板 ★ 和上级的模板 ☆，共 { $count } 个。
notice-own-one = 模板“{ $title }”（{ $place }）：
notice-own-use = 用它写通知
notice-own-edit = 改内容
notice-own-rename = 改名称
notice-own-remove = 删除
notice-own-save = 存为模板
notice-own-text-ask =
    请发新的内容。要自动填的地方写大括号，例如 { "{" }交表日期{ "}" }；没有值的那一行不发。可以用：
    { $fields }
notice-own-title-ask =
    模板叫什么？请打字写名称，最多 20 个字。内容里写大括号的地方会自动填：
    { $fields }
notice-own-saved = 已存为模板“{ $title }”，写通知时可以选。
notice-own-changed = 已改。
notice-own-unknown = 没有 { $field } 这一项。可以用：{ $known }
error-invalid-template-title = 名称请写 1 到 { $limit } 个字。
error-invalid-template-field = 没有“{ $field }”这一项可以自动填。
error-invalid-template-many = 本单位的模板最多 { $limit } 个，请先删去不用的。
error-conflict-template-there = 已有叫“{ $title }”的模板，请换一个名称。
notice-text-ask =
    请发通知的文字。
    · 一条最多 4096 个字符；带一个文件时 1024 个。
    · 加粗、链接等格式照常用，也可以写 <b>加粗</b>。
    · 照片、文件现在发也行。
notice-text-plain = 按原样发，不当格式
notice-text-keep = 不改文字
notice-later = 以后再写
notice-files-ask =
    照片或文件，直接发来，最多 10 个。已收 { $count } 个。
    两个以上会排成相册，文字跟在后面。
notice-files-problem = ⚠ { $problem }
notice-files-done = 附件选好了
notice-files-none = 全部去掉
notice-draft-head = 草稿《{ $title }》 { $length } 字
notice-draft-to = 发给：{ $who }
notice-draft-when = 时间：{ $when }
notice-draft-until = 有效到：{ $when }，过了就不发
notice-when-now = 确认后马上发
notice-when-at = { $when }
notice-when-morning = { $when }（夜里和休息日不打扰）
notice-returned-ended = 行动已结束，没有发。还要发的，请核对内容。
notice-returned-expired = 过了有效期，没有发。还要发的，改好内容和有效期。
notice-returned = 退回理由：{ $reason }
notice-edit-text = 改文字
notice-edit-files = 照片文件 { $files }
notice-edit-audience = 发给谁
notice-edit-when = 什么时候发
notice-urgent = { $urgent_mark } 紧急（随时发）
# 读的人看到的，写在正文前面。
notice-urgent-mark = 【紧急】
notice-standing = { $standing_mark } 常设（新来的也发）
notice-preview = 预览
notice-test = 先发给我
notice-send = 发给 { $count } 家 ›
notice-discard = 删掉草稿
notice-discarded = 草稿已删掉。
notice-confirm-head = 确认发出《{ $title }》？
notice-confirm-urgent = 紧急：夜里、休息日也马上发，开头写【紧急】。不紧急的请不要标。
notice-confirm-standing = 常设：以后注册的也会收到。
notice-confirm-release = 超过 { $limit } 家，要另一位负责人放行后才发。
notice-confirm-yes = 确认，发给 { $count } 家
notice-confirmed-sending = 已开始发送，进度见另一条消息，随时更新。
notice-confirmed-scheduled = 已确认，到时间自动发。
notice-confirmed-waiting = 已确认，等另一位负责人放行。

## 发给谁
notice-audience = 发给：{ $who }
notice-by-place = 按地方
notice-by-industry = 按行业
notice-by-hazard = 按危害
notice-by-name = 指定企业
notice-everybody = 不分条件，全发
notice-audience-done = 选好了
notice-place = 地方：{ $place }
notice-place-up = ‹ { $up_name }
notice-choice-done = 选好了
notice-industry = 选行业，可以选几个；不选就是全部。
notice-hazard = 选危害因素，可以选几个；不选就是全部。
notice-search =
    请打企业名称里的几个字，或信用代码的开头。
    已指定 { $chosen } 家；不指定就是全部。
notice-search-found = “{ $words }”找到 { $found } 家（最多显示 10 家）：
notice-search-none = 全部取消指定

## 什么时候发
notice-when = 什么时候发？
notice-when-quiet = 现在是夜里或休息日，不紧急的 { $begins } 才发。
notice-when-next = { $morning }
notice-when-other = 另选一天
notice-day = 哪一天发？也可以打字，如 11月20日。
notice-day-unclear = 没看懂是哪一天，请打成 11月20日 这样。
notice-day-past = 这一天已经过了，请另选一天。
notice-time = { $day }几点发？也可以打字，如 9:30。
notice-time-unclear = 没看懂是几点，请打成 9:30 这样。
notice-when-until = 有效到：{ $until }
notice-until = 到什么时候为止有用？比如开会的时间。到那时还没发的就不发了，退回给您。也可以打字，如 11月20日。
notice-until-none = 不设
notice-until-time = { $day }几点为止？也可以打字，如 9:30。
notice-time-words = 点 时 分
error-invalid-notice-file = 这里只收照片和文件，请换成照片或文件再发。
error-invalid-notice-html = 格式有误，发不出去。不当格式用的 < 请写成 &lt; ，或点“按原样发”。
error-invalid-notice-html-unknown = 不认得 <{ $tag }> 这种格式。可用 <b> <i> <u> <s> <a> <code> <blockquote>，或点“按原样发”。
error-invalid-notice-html-unclosed = <{ $tag }> 少了结尾的 </{ $tag }>。补上再发，或点“按原样发”。
error-invalid-notice-html-crossed = 格式嵌套有误：这里应为 { $expected }，写的是 { $found }。改好再发，或点“按原样发”。
error-invalid-notice-refused = 这条消息发不出去，请改一改文字或文件再试。
error-invalid-notice-all-reached = 都已送到，不用打电话。

## 办公室的通知
notices-head = 通知
notices-none = 还没有发过通知。
notices-waiting = 等放行 { $count } 条
notices-write = 写通知
notices-office = ‹ 办公室
notice-mark-draft = ✎ 草稿
notice-mark-waiting = ⚠ 待放行
notice-mark-scheduled = ◷ 定时
notice-mark-sending = ▶ 发送中
notice-mark-paused = ⏸ 暂停
notice-mark-stopped = ■ 停止
notice-mark-sent = ✓ 已发
notice-mark-withdrawn = ✗ 撤回
notice-is-draft = 草稿
notice-is-waiting = 等另一位负责人放行
notice-is-waiting-author = 拟稿人已没有权限，等另一位负责人放行
notice-is-scheduled = 等待发送
notice-is-scheduled-at = 定于 { $when } 发
notice-is-sending = 正在发
notice-is-paused = 暂停中
notice-is-sent = 已发送完毕
notice-is-sent-at = { $when } 发送完毕
notice-is-stopped = 已停止
notice-is-stopped-at = { $when } 停止
notice-is-withdrawn = 已撤回
notice-is-withdrawn-at = { $when } 撤回
notice-one-head = 《{ $title }》 { $state }
notice-one-until = 有效到：{ $when }
notice-one-over = 有效到：{ $when }（已过）
notice-one-by = { $place } { $author }
notice-one-progress = { $bar } { $done }/{ $total } 人
notice-one-unreached = 送不到 { $count }
notice-one-read = 已阅读 { $read } 人
notice-one-standing = 常设：以后注册的也会收到
notice-pause = 暂停
notice-resume = 继续
notice-stop = 停止
notice-release = 放行
notice-give-back = 退回
notice-take-back = 撤回修改
notice-reading = 看已读情况
notice-again = 再发给未读的
notice-unreached = 送不到的名单
notice-end-standing = 不再常设
notice-correct = 更正
notice-withdraw = 撤回
notice-look = 看原文
notice-refresh = 刷新
notice-no = 不，返回
notice-yes-stop = 停止
notice-yes-withdraw = 撤回
notice-yes-again = 再发一次
notice-yes-standing = 不再常设
notice-sure-stop = 停止《{ $title }》？还没发的 { $count } 人不再发，已发的不动。
notice-sure-withdraw = 撤回《{ $title }》？已发给 { $count } 人的会删除；过了 48 小时不能删除的，改为“已撤回”。
notice-sure-again = 《{ $title }》再发一次，只发给没有一人点过已阅读的企业。最多 { $count } 人，只能再发这一次。
notice-sure-standing = 《{ $title }》不再发给以后注册的？已发的不动。
notice-stop-ask = 停止《{ $title }》？还没发的不再发，已发的不动。
notice-kept = 没有停止，继续发送。
notice-done-pause = 已暂停。
notice-done-resume = 已继续发送。
notice-done-stop = 已停止。
notice-done-withdraw = 开始撤回。
notice-done-again = 开始再发一次。
notice-done-standing = 以后注册的不再收到。
notice-done-give-back = 已退回给拟稿人。
notice-done-correct = 开始更正，已发出的都会改。
notice-released-sending = 已放行，开始发送。
notice-released-scheduled = 已放行，到时间自动发。
notice-released-waiting = 已放行，但还要另一位负责人放行。
notice-correct-ask =
    更正《{ $title }》：请发新的全文，已发给 { $count } 人的都会改成新的。
    照片和文件不能换；要换请撤回再发一条。
notice-correct-written = 上次写好、尚未更正的：{ $text }
notice-correct-again = 看上次写的
notice-corrected-head = 【更正】
notice-corrected-change = 原写“{ $before }”，现为“{ $after }”
notice-corrected-new = 新增“{ $after }”
notice-corrected-gone = 删去“{ $before }”
outbox-notice-corrected = 您看过的通知《{ $title }》已更正，请再看一遍。
outbox-button-renotice = 看更正
notice-corrected-ask = 上面是更正后的内容，已注明修改之处。已发给 { $count } 人的都改成这样？看过原文的会收到提醒，须重新点“已阅读”。
notice-corrected-yes = 全部更正
notice-give-back-ask = 为什么退回？请打字写明理由，拟稿人会看到。

## 谁读了
notice-reading-head = 《{ $title }》 按家数：
notice-reading-all = 已读 { $read } · 未读 { $unread } · 未收到 { $unreached }
notice-reading-line = { $name } { $read }/{ $reached }
notice-reading-unreached = { " " }（未收到 { $count }）
notice-to-unread = 未读的 { $unread } 家
notice-unread-head = 已收到、未点已阅读的：
notice-unread-none = 都已阅读。
notice-unread-place = { " " }（{ $place }）
notice-unread-first = ‹ 从头看

## 收到的通知
home-notices =
    通知{ $unread ->
        [0] {""}
       *[other] {" "}{ $unread }
    }
office-remind = 催未交的 { $waiting } 家
office-notices = 通知
command-notices = 通知
received-head = 收到的通知 { $count } 条，未点已阅读的 { $unread } 条
received-none = 现在没有通知。
received-read = ✓ { $title } { $when }
received-unread = ● { $title } { $when }
received-own = 办公室的通知

## 送不到的名单
calls-sheet = 送不到的企业
calls-title = 《{ $title }》送不到的企业（截至 { $day }）
calls-file = { $title }-送不到的名单-{ $day }
calls-caption = 送不到的 { $count } 家，请打电话告知。
calls-head-name = 企业名称
calls-head-place = 所在地
calls-head-industry = 行业
calls-head-contact = 联系人
calls-head-phone = 电话
calls-head-why = 原因
calls-head-result = 打电话结果
calls-why-unregistered = 未注册
calls-why-blocked = 屏蔽了机器人
calls-why-failed = 发送失败
calls-why-stopped = 发送中途停止

## 发的时候一直在变的那条消息
notice-progress-states = 《{ $title }》→ { $states }的 { $count } 家
notice-progress-all = 《{ $title }》→ { $count } 家
notice-progress-again = 《{ $title }》再发给未读的
notice-progress-correct = 《{ $title }》更正
notice-progress-withdraw = 《{ $title }》撤回
notice-progress-bar = { $bar }  { $done }/{ $total }
notice-progress-speed = { " " }· 每秒 { $speed } 条
notice-progress-seconds = { " " }· 还要 { $count } 秒
notice-progress-minutes = { " " }· 还要 { $count } 分钟
notice-progress-paused = { " " }· 暂停中
notice-progress-off = { " " }· 休息日不发，{ day-of-month } 08:30 接着发
notice-progress-quiet = { " " }· 夜里不发，08:30 接着发
notice-progress-done = { " " }· 发送完毕
notice-progress-stopped = { " " }· 已停止
notice-progress-withdrawn = { " " }· 已撤回
notice-progress-failed = 送不到 { $count } 人
