# 凭回执查询举报。
receipt-enter =
    请发 16 位回执，例如 4821 0937 5516 2048。
    发来的回执会马上从对话里删掉。
    找不到了，就没有办法再查，可以另交一份。
receipt-like =
    这串数字像是抄错的举报回执（收到 { $digits } 位），所以没有保存，也没有交给谁。
    回执是 16 位：请对着抄的再发一次。不是回执，请点“退出”：信用代码请对照执照核对，别的编号请拍照发。
receipt-like-within =
    这条里有一长串数字，像是举报回执，所以整条没有保存，也没有交给谁。
    是回执：请只发那 16 位数字，再把上面那条删掉。不是：请点“退出”，去掉那串数字再发，编号可以拍照发。
receipt-wrong-length = 回执是 16 位数字，刚才是 { $digits } 位。请照抄的再打一次。
receipt-wrong-sign = 回执只有数字（收到 { $digits } 位）。请照抄的再打一次。
receipt-wrong-slip = 有一位打错了（收到 { $digits } 位）。请照抄的再核对一遍。
receipt-unknown = 没有这个回执：打错了，或者办结已久、内容已经销毁。请核对一遍。
receipt-wait = 试错太多次了，请过 { $minutes } 分钟再试。
receipt-head = 编号 { $number } · { $day }收到
receipt-state-received = 已收到，等着按固定时间转给办公室。
receipt-state-waiting = 已转给办公室，等待受理。
receipt-state-accepted = 已受理，正在核查。
receipt-state-asked = 办公室有话问您。
receipt-state-closing = 您已请求结束，下一个固定时间起停办。
receipt-state-closed = { $day }办结：{ $result }
receipt-result-true = 属实，已处理
receipt-result-partly = 部分属实，属实的已处理
receipt-result-untrue = 核查后不属实
receipt-result-elsewhere = 不属本部门，见办公室的话
receipt-result-withdrawn = 您已撤回
receipt-result-spam = 不作为举报办理
receipt-holders = 在办：{ $holders }
receipt-holder = { $place } { $department }
receipt-pending = 您新补充的，下一个固定时间转给办公室。
receipt-last = { $office } { $day }说：
receipt-office = 办公室
receipt-you = 您
receipt-add = 补充，或问办公室
receipt-answer = 回答办公室
receipt-all-said = 全部往来 { $said }
receipt-close = 结束这件举报
receipt-clear = 清除本次对话
receipt-said-head = 第 { $number }/{ $total } 条 · { $who } · { $day }
receipt-said-photos = （照片 { $photos } 张）
receipt-nothing-said = 还没有往来。
receipt-add-ask = 请写要补充或要问的，也可以直接发照片。最多 { $limit } 个字。不要写自己的姓名。
receipt-send = 发给办公室
receipt-drop = ‹ 不发了
receipt-add-danger = 补充要等下一个固定时间才转。现在还有人有危险，先打电话，再另外举报一件，选“现在有人有危险”。
receipt-added = 收到，下一个固定时间转给办公室。
receipt-closing = 好的。
receipt-close-ask =
    结束以后，办公室不再往下查。
    还没转给办公室的，会直接销毁。以后想起来，用回执补充就能再打开。
receipt-close-yes = 结束这件举报
