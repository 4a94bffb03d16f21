# 收到用不上的消息时的回话；命令菜单。
input-buttons = 请点上面的按钮，或打按钮的序号，例如 1。
input-other = 这种消息用不上。请发文字或照片，或点按钮。
input-video = 视频收不了。请拍照片发来，或打字说明。
input-again = 刚才发的没有收下：那一步已经不在了。请在下面的页面里再发一次。
input-edited = 改过的消息不算数。要更正请重新发一条。
input-forwarded = 转发的消息收不了。请自己拍照或打字发来。
input-photo-not-here = 这一步不收照片。请先回到要交照片的那一题。
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
