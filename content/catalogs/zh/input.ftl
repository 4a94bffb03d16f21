# 收到用不上的消息时的回话；命令菜单。
input-buttons = 请点下面的按钮，或打按钮的序号，例如 1。
input-button-elsewhere = “{ $label }”是别处的按钮，这里没有，没有记下。请写这里问的，或点下面的按钮。
input-other = 这种消息用不上。请发文字或照片，或点按钮。
input-unread = 这种消息程序还读不懂，没有收下。请直接打字，或者发照片。
input-tap-unread = 这个按钮已经失效。请发 /start，从首页继续；已经填的都在。
input-video = 视频收不了。请拍照片发来，或打字说明。
input-again = 刚才发的没有收下：那一步已经结束。请在下面的页面里再发一次。
slow-answer = 服务器有点慢，正在处理。请稍等，不用再发一次。
input-edited = 改过的消息不算数。要更正请重新发一条。
input-forwarded = 转发的消息收不了。请自己拍照或打字发来。
input-photo-not-here = 这一步不收照片和文件。要交的话，请先到收照片或文件的那一页。
input-caption-not-kept = 照片下面的字“{ $caption }”也没有收下。
input-voice-not-here = 这一步不收语音，请打字。
command-start = 首页
command-check = 自查
command-tasks = 整改
command-office = 办公室
command-language = 语言 Language
command-privacy = 关于与隐私
command-help = 帮助
command-cancel = 退出当前步骤
command-unknown = 没有这个命令。可用：/start 首页，/check 自查，/tasks 整改，/help 帮助。
sentence-needed =
    { $asked ->
        [measure] 这里写要怎么改，比如：给打磨台装抽风罩。哪天改好，后面会问。
        [person] 这里写负责人的姓名，比如：王建国。
        [na] 这里写为什么不涉及，比如：没有喷漆工序。
        [late] 这里写为什么要晚些，比如：风机订了货，下月才到。
        [refuse] 这里写为什么不同意，比如：换滤袋用不了一个月。
        [reject] 这里写为什么退回，比如：照片里看不到抽风罩。
        [overturn] 这里写哪里不符合，比如：现场没有抽风罩。
        [decide] 这里写理由，比如：现场看过，机器停了。
        [hand] 这里写为什么转交，比如：这件归卫健部门管。
        [recall] 这里写为什么撤回，比如：数字写错了。
        [void] 这里写为什么作废，比如：查错了企业。
       *[other] 这里写理由，比如：区里改了安排。
    }
