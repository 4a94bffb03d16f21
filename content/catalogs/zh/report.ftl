# 匿名举报。
command-report = 匿名举报
command-receipt = 查询举报
home-report = 匿名举报
home-receipt = 查询举报
report-intro =
    匿名举报
    · 不保存您的账号、姓名、号码和发送时间，企业看不到有人举报。
    · Telegram 公司和管这台服务器的人，技术上能看到谁在用这个机器人。
    · 请用自己的手机和流量；照片里不要有脸、姓名、工号；发完删掉对话。
report-closed =
    这里还没有开通匿名举报。
    请打 12345。有人倒下打 120，着火打 119。
report-about = 举报的是：{ $name }
report-help = 现在有人倒下或着火
report-help-on = 人已安全，接着举报
report-begin = 开始
report-begin-first = 请先点“开始”。要打电话举报，点“打电话举报”。
report-other-place = 不是这一家
report-safer = 怎样更安全
report-phone = 打电话举报
report-safer-text =
    怎样更安全
    · 用自己的手机和流量，不连厂里的无线网，不在厂里发。
    · 不写姓名、工号、班次，也不写只有您一个人知道的事。
    · 照片里不要有脸、手、工牌，不要只有您站得到的角度。
    · 回执抄在纸上，不要截图。
    · 发完点“清除本次对话”；通知栏和相册也看一眼。
    · 30 分钟不动，写的就没了；点“取消”马上就没。
report-phone-head = 打电话举报
report-phone-text =
    政务服务热线 12345，人社 12333，安全生产举报 12350（打不通打 12345）。
    有人倒下打 120，着火打 119。
    打电话时，对方能看到您的号码。
    按当地规定，留下联系方式的举报查实后可能有奖励；这里的匿名举报没有奖励。
report-cancel = 取消，全删掉
report-leave = 退出
report-left = 已退出，这里什么都没有留下。
report-gone = 刚才写的没有发出去，也没有保存：已经没有了。
report-once-more = 刚才那一步还没有办，要办请再来一次。
report-still-here = 您刚才写的还在，点“开始”接着写。
report-telltale =
    您写的话里有{ $pages ->
        [1]{""}
       *[other] { $count } 处（第 { $page }/{ $pages } 页）
    }：
    { $found }
    像是姓名、电话、号码或微信。办公室会看到，可能认出是谁。删掉吗？
    这里只列认得出的，别的（绰号、只有您知道的事）请自己看一遍。
report-telltale-drop =
    { $pages ->
        [1] 删掉这些，再发
       *[other] 这 { $count } 处全删掉，再发
    }
report-telltale-keep = 不删，照原样发
report-telltale-edit = ‹ 我自己改
report-telltale-gap = （已删）
report-cancelled = 已取消，写的都没有保存。对话里能删的已经删掉。
report-cleared = 这次的对话已经删掉。更早的消息请在聊天列表里自己删除。
report-category-ask = 要举报哪方面的事？拿不准就选“其他问题”。
report-text-kept = 您写的 { $length } 个字先记着，选好再往下走。
report-town-ask = 在哪里？请选择，或打地名的一部分。
report-town-inside = { $place }：在下面哪一处？
report-town-found = 带“{ $find }”的地方：
report-town-firms = 没有叫“{ $find }”的地方，有这些企业：
report-town-none = 没有带“{ $find }”的地方。请点“全部”，或换个写法。
report-where-ask =
    { $place }：是哪一家？
    登记在册 { $total } 家。点一家，或打厂名里的几个字。
report-where-many = 家数太多，只列了一部分。打几个字能快点找到。
report-where-found = 带“{ $find }”的企业：
report-where-elsewhere = { $place }没有“{ $find }”，可能在别的地方。别处有：
report-where-there = { $name }（{ $place }）
report-where-none = 名单里没有“{ $find }”。可以就照您写的报。
report-use-found = 就写“{ $find }”
report-write-place = 自己写地方
report-no-name = 不写厂名
report-place-ask = 请写厂名或地方：门牌、路口、旁边有什么都行。100 个字以内。
report-story-ask = 发生了什么？请用一条消息写清楚。
report-story-hint = 例如：{ $hint }。
report-story-rules = 写哪个车间、什么活、用什么料，别写自己的姓名。最多 { $limit } 个字。照片可以接着发。
report-text-line = 您写的已收 { $length } 字。
report-photos-line = 照片已收 { $photos }/{ $limit } 张。
report-danger =
    人安全了再接着写。
    现在还有人有危险吗？有就马上转，办公室会知道是刚刚举报的。急的隔几分钟再转；不急的按固定时间一起转，更看不出是谁。
report-danger-now = 现在有人有危险，马上转
report-danger-urgent = 紧急，隔几分钟转
report-danger-calm = 不急，按固定时间转
report-since-ask = 从什么时候开始的？大概就行。
report-review = 请看一遍。改好再提交，也可以接着发文字和照片。
report-review-category = 哪类：{ $category }
report-review-where = 哪里：{ $place } { $name }
report-review-since = 多久：{ $since }
report-review-text = 写的（{ $length } 字）：{ $text }
report-review-photos = 照片：{ $photos }/{ $limit } 张
report-review-now = 有人有危险：马上转给办公室
report-review-urgent = 紧急：隔几分钟转给办公室
report-review-batch = 不急：按固定时间转给办公室
report-make-urgent = 改成紧急
report-make-calm = 改成不急
report-submit = 提交举报
report-fix-category = 改类别
report-fix-place = 改地方
report-rewrite = 重写
report-no-photos = 删照片 { $photos }
report-sent =
    收到。回执（只显示这一次）：
    { $receipt }

    想知道结果，就用它回来查。抄在纸上，不要截图。丢了没有办法找回。
    办公室有话会留在里面，不会发消息给您，请隔几天来看。
report-written-down = 我记下了，清除本次对话
report-proof-button = 受理凭证
report-keep = 记下了，退出
report-proof =
    受理凭证：只写编号和日期，不写内容。
    { $proof }

    安全办不能否认收到过。它能证明您交过举报，放在身边要小心。
report-receipt-here = 这像是一个回执，已从对话里删掉。要查询，请先交完或取消这一份，再发 /receipt。
error-invalid-report-photos-full = 现在写举报的人太多，暂时收不下照片。请先用文字交，记下回执，过一会儿用它补照片。
error-invalid-report-often = 今天交得太多了，请明天再来。急事打 12345；有人倒下打 120，着火打 119。
private-no-voice = 语音收不了：声音能认出人。请打字；键盘上的话筒可以把说话变成文字。
private-no-video = 视频收不了：里面有声音和拍摄信息。请拍照片，或打字说明。
private-no-file = 文件收不了：里面可能带着姓名、时间和地点。请当“照片”发。
private-no-contact = 名片收不了：里面有号码。请打字说明。
private-no-place = 位置收不了：它太准。请打字写是哪里。
private-no-forward = 转发的收不了：会带着别人的账号。请自己打字或拍照。
private-no-photo-here = 这一步还不收照片，后面写经过时再发。
private-no-other = 这种消息收不了。请打字或发照片。
private-help =
    点按钮，或打按钮的序号。写的只在内存里，30 分钟不动就没了。
    /cancel 取消并删掉。接着办请看上面的页面。
private-privacy =
    不记：账号、姓名、号码、几点、原照片。
    登记过的人也一样：举报前后，存的一点不变。
    企业：看不到，也不知道有没有举报。
    办公室：看得到内容，看不到是谁。
    Telegram：知道您用过这个机器人。
    管服务器的人：技术上看得到谁在用。
    偷走硬盘的人：看到地方、日子，看不到内容。
    连钥匙一起偷：看得到内容，看不到是谁。
    留神：写的话、照片里的人和物可能暴露您。
    凭证只出现一次，丢了谁也找不回来。
    用自己的手机和流量，发完清除对话。
