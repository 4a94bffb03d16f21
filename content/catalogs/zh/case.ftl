# 办公室办匿名举报（线索）。列表里不出现内容；内容只在单独的页面里看。
cases-head = 举报线索
cases-counts = 在办 { $open } · 待受理 { $waiting } · 超时限 { $overdue }
cases-none = 现在没有在办的线索。
cases-not-here =
    这里还没有开通匿名举报。
    请系统管理员运行 chenan keys new，并设置 CHENAN_REPORT_KEY_FILE。
# mark：urgent 紧急、mine 我受理的、waiting 待受理、accepted 办理中、asked 等回答
cases-one = { $mark ->
    [urgent] 急
    [mine] 我
    [waiting] 新
    [asked] 问
   *[other] 办
    } { $category } · { $when } · { $number }
cases-late = 超 { $days } 天
cases-left = { $days ->
    [0] 今天到期
   *[other] 剩 { $days } 天
    }
cases-closed-one = { $category } · { case-result } · { $number }
cases-to-closed = 已办结 { $closed }
cases-to-visits = 现场检查 { $visits }
cases-to-figures = 统计
cases-to-help = 办理说明
cases-office = ‹ 办公室
cases-closed-head =
    已办结 { $count } 件。
    办结 { $days } 天后自动销毁，内容和照片都不留。
cases-figures-head = 您能看的举报（在办的和已办结的）
cases-figures-none = 现在没有。
cases-figures-one = { $name } { $count }
cases-figures-result = { $result ->
    [open] 在办
   *[other] { case-result }
    } { $count }
cases-figures-note = 只统计您有权打开的举报；已销毁的不计。
cases-help =
    办理说明
    · 新线索每天 { $hours } 送到，紧急的几分钟内送；不知道谁、什么时候发的。
    · 系统里没有举报人的账号，所以查不到，也无法屏蔽；只能标为骚扰信息。
    · 回答留在回执里，举报人自己来看；看没看到，无从得知。
    · 不转发、不截图、不向企业提及举报；检查隔几天，与其他企业一并进行。
    · 谁打开过哪一件，都有记录。
    · 办结 { $days } 天后自动销毁。

case-result = { $result ->
    [true] 属实已处理
    [partly] 部分属实
    [untrue] 不属实
    [elsewhere] 不属本部门
    [withdrawn] 举报人撤回
   *[spam] 骚扰信息
    }
case-head = 线索 { $number }{ $urgent ->
    [0] {""}
   *[other] {" "}· 紧急
    }
case-category = { $category } · { $day }收到
case-is-closed = 已办结：{ case-result }
case-is-waiting = 待受理
case-is-accepted = { $whose ->
    [mine] 您在办
    [other] 同事在办
   *[nobody] 在办
    }
case-is-asked = { $whose ->
    [mine] 您已提问，等回答
   *[other] 同事已提问，等回答
    }
case-owes = ，{ $day }前要{ case-owed }
case-owes-late = ，应在{ $day }前{ case-owed }，已超时
case-owed = { $what ->
    [accept] 受理
    [answer] 答复
   *[result] 办结
    }
case-about = 涉及：{ $name }
case-since = 持续时间：{ $since }
case-alike = 文字或照片与 { $numbers } 等 { $count } 件相同
case-same-place = 同一家企业另有 { $count } 件
case-said = ◦ { $who } { $day }
case-who = { $author ->
    [worker] 举报人
    [note] 转交说明（{ $office } { staff-department }）
   *[office] { $office } { staff-department }
    }
case-photos-of = （照片 { $count } 张）
case-locked =
    正文在这里打不开：私钥放在另一台服务器上，可以让它发给您。
    如果一直没有发来，可能是口令还没有输入，请告诉系统管理员。
case-send-me = 把正文发给我
case-send-me-done = 马上发来，不能转发。看完请在对话里删掉。
case-accept = 受理
case-accepted = 已受理。
case-photos = 看照片 { $photos }
case-no-photos = 照片打不开，或已经不在了。
case-ask = 提问
case-answer = 答复
case-hand-on = 转交
case-inspect = 安排检查
case-close = 办结
case-spam = 标为骚扰信息
case-reopen = 重新打开
case-reopened = 已重新打开，由您办理。
case-to-list = ‹ 线索列表
case-to-one = ‹ 不发送
case-spam-ask =
    把线索 { $number } 标为骚扰信息？
    标了就办结，{ $days } 天后销毁。发送人身份不明，也无法屏蔽。
case-spam-yes = 标为骚扰信息
case-spam-done = 已标为骚扰信息。
case-ask-text =
    想问举报人什么？请选择，或打字，最多 { $limit } 个字。
    不要问姓名、工号、班次，也不要问只有一个人知道的事。
case-answer-text =
    想告诉举报人什么？请选择，或打字，最多 { $limit } 个字。
    对方凭回执来看，不会收到提醒。
case-result-ask = 核查的结果是什么？
case-result-shared = 另有部门也在办理：选“不属本部门”的，由其继续办理。
case-result-text =
    结果：{ $result }
    给举报人看什么？请选择，或打字，最多 { $limit } 个字。
case-confirm-head = { $what ->
    [ask] 问线索 { $number }：
    [answer] 答复线索 { $number }：
    [close] 办结线索 { $number }，给举报人看：
   *[hand_on] 转交线索 { $number }，给接手的部门看：
    }
case-confirm-result = 结果：{ case-result }
case-confirm-to = 转给：{ staff-department }，{ $place }
case-confirm-unsent = 没点“确定”就离开的话，写的内容只保留到程序重启。
case-confirm-note = { $what ->
    [hand_on] 举报人看不到这句话，只看到换了部门。
   *[other] 以办公室的名义，不写您的名字。
    }
case-send = 确定
case-left-draft = 继续写未发出的
case-again = 重写
case-ask-done = 已提问，等举报人凭回执来答。
case-answer-done = 已答复。
case-close-done = 已办结。
case-left = 已退出，这件由另一个部门办理。
case-hand_on-done = 已转交，下一批通知他们。
case-department-ask = 转给哪个部门？
case-place-ask = 转给哪里的{ $department }？{ $name }
case-place-here = 就转到这里
case-place-up = ‹ 上一级
case-reason-ask = 为什么转交？请选择，或打字，最多 { $limit } 个字。
case-reason = { $reason ->
    [duty] 属贵部门职责
    [place] 地点在贵地
   *[both] 双方都有职责，请共同办理
    }
case-day-ask =
    哪天去检查？请选一天，或打字写日期。
    检查单上不写举报。隔几天，与其他企业一并检查，不易看出原因。
case-day-unclear = 请写明天以后、90 天以内的日期，例如 12月3日。
case-weekday = { $day } 周{ $weekday ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
   *[5] 五
    }
case-enterprise-ask =
    { $day }去哪一家？举报里写的是：{ $about }
    请打字查找，写名称里的几个字，再点。{ $find }
case-enterprise-none = 没有找到。请换几个字。
case-inspect-done = 已安排，在“现场检查”里。
case-said-last = 往来共 { $count } 条，最后一条：{ $day }，{ $author ->
    [worker] 举报人
    [office] 办公室
   *[note] 转交说明
}。
office-cases = 举报 { $cases }
