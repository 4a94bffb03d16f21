### 机器人主动发给人的话：一条一句，不用标记，按钮上的字不超过十个字。

## 同一家单位的另一部手机做了什么
# enterprise：单位名称；number：自查表编号
outbox-of-campaign = 〔{ $place } · { $plan }〕{ $text }
outbox-submitted = { $enterprise }的自查表已提交，编号 { $number }，由贵单位另一部手机提交。
outbox-withdrawn = { $enterprise }的自查表（编号 { $number }）已撤回修改，由贵单位另一部手机撤回，改好后请再次提交。

## 整改
# question：检查题编号，如 Q03.1
outbox-comment = { $enterprise }：整改负责人给第 { $question } 题的问题留了一句话，请点下面查看。
outbox-button-finding = 看这个问题

## 办公室
# name：新同事；place：地方；role、department：岗位
outbox-staff-joined = { $name }用您发的链接加入了{ $place }，岗位：{ staff-seat }。如不认识此人，请在“工作人员”里停用。

## 匿名举报：只说件数，不说是哪一件
# count：件数；urgent：其中紧急的件数
outbox-reports-new = 有 { $count } 件新线索{ $urgent ->
    [0] {""}
   *[other] ，其中 { $urgent } 件紧急，请马上看
    }。
outbox-reports-more = 有 { $count } 件线索收到了补充{ $urgent ->
    [0] {""}
   *[other] ，其中 { $urgent } 件紧急
    }。
outbox-reports-late = 有 { $count } 件线索过了办理时限{ $urgent ->
    [0] {""}
   *[other] ，其中 { $urgent } 件紧急
    }。
outbox-button-cases = 看线索
# enterprise：单位；measure：整改措施；due_…：现在的期限；wanted_…：想延到的日子
outbox-extension = { $enterprise }申请延期：{ $measure }。现在的期限是 { $due }，想延到 { $wanted }。
outbox-button-extension = 看申请
outbox-extension-granted = { $enterprise }：“{ $measure }”同意延期，新的期限是 { $due }。
outbox-extension-refused = { $enterprise }：“{ $measure }”没有同意延期，期限还是 { $due }。原因：{ $answer }

## 行动开始（办公室收到的一条）
outbox-button-office = 办公室
outbox-button-home = 首页
opening-head = { $place }开始：{ $title }
opening-phase = · { $phase }：{ $days }
opening-form = 企业自查表：{ $day }前交
opening-form-open = 企业自查表：交表日期还没定，由{ $place }定
opening-line-due = ，自查表{ $day }前交
opening-line-open = ，交表日期还没定
opening-over = 已过：{ $over }（不补发提醒）
opening-over-count = 已过 { $count } 项，不补发提醒
opening-unset = 时间待定：{ $unset }
opening-unset-count = 时间待定 { $count } 个阶段
opening-enterprises = 涉及企业 { $enterprises } 家，注册后会自动收到提醒。

## 回避：下面的办公室没有别人能办
outbox-recused = { $place }“{ $enterprise }”的事项，当地办公室须回避，请您办理：{ $right ->
    [review-do] 复查、销号
    [review-confirm] 第二人确认
    [extension-decide] 延期申请
    [escalation-decide] 待决事项
   *[other] 企业名单、通知
}。在“办公室”里能看到。

## 单位换了地方、并成一家、办的人变了
# enterprise：单位；double：并过去的那一家；from、to：原来的和现在的地方；along：有没有一起转的；tasks、extensions、cases：件数
outbox-moved-in = “{ $enterprise }”从{ $from }转到{ $to }，现由贵办公室管辖。{ $along ->
    [yes] 一并转来：待决 { $tasks } 件、延期申请 { $extensions } 件、未复查完的自查表 { $cases } 份（在复查队列里）。
   *[no] 没有待办事项。
    }
outbox-moved-out = “{ $enterprise }”从{ $from }转到{ $to }，今后由{ $to }管辖。{ $along ->
    [yes] 未办结的一并转出：待决 { $tasks } 件、延期申请 { $extensions } 件、未复查完的自查表 { $cases } 份。
   *[no] 没有待办事项。
    }
outbox-moved = “{ $enterprise }”从{ $from }转到{ $to }，以后有事请找{ $to }的安全办。交过的、申请过的都已转去，不用重来。
outbox-merged-office = “{ $double }”（{ $from }）和“{ $enterprise }”（{ $to }）是同一家，已合并为“{ $enterprise }”。{ $along ->
    [yes] 待办：待决 { $tasks } 件、延期申请 { $extensions } 件、未复查完的自查表 { $cases } 份（在复查队列里）。
   *[no] 没有待办事项。
    }
outbox-merged = 安全办把“{ $double }”和“{ $enterprise }”合并为一家，以后都在“{ $enterprise }”里办。交过的都保留。
# name：原来在看的人；count：份数；named：有没有名字
outbox-cases-back = { $named ->
    [yes] { $name }
   *[no] 一位同事
    }手上的 { $count } 份自查表已退回复查队列，请接着复查。看过的都保留。

## 办公室的零碎消息并进每日提醒：几件同类的合成一行。names：点名几个
mail-names = { $names }等
outbox-extension-several = { $count } 件延期申请等您答复：{ $names }
outbox-escalation-several = 待决事项 { $count } 件：{ $names }
outbox-join-asked-several = { $count } 个人申请加入企业：{ $names }
outbox-fails-again-several = { $count } 处改好后再次出现问题：{ $names }
outbox-photo-brought-several = 已补照片 { $count } 处：{ $names }
outbox-review-second-several = { $count } 件曝光待您确认：{ $names }
outbox-review-answered-several = { $count } 个复查提问已有回答：{ $names }
outbox-recused-several = { $count } 件事下级办公室须回避，请您办理：{ $names }
outbox-moved-in-several = { $count } 家企业转入贵办公室管辖：{ $names }
outbox-moved-out-several = { $count } 家企业已转出：{ $names }
outbox-merged-office-several = { $count } 处重复的企业已合并：{ $names }
outbox-summary-filed-several = 收到报送的报告 { $count } 份：{ $names }
outbox-staff-joined-several = { $count } 人用您发的链接加入：{ $names }。不认识的，请在“工作人员”里停用
outbox-notice-release-several = { $count } 条通知等您放行：{ $names }
outbox-notice-released-several = { $count } 条通知已放行：{ $names }
outbox-notice-grown-several = { $count } 条通知到时间没发，等另一位负责人放行：{ $names }
outbox-notice-returned-several = { $count } 条通知已退回：{ $names }
outbox-notice-returned-expired-several = { $count } 条通知过了有效期没发，已退回：{ $names }
outbox-notice-returned-ended-several = 行动结束，{ $count } 条通知没发，已退回：{ $names }
outbox-notice-expired-several = { $count } 条通知过了有效期，未发完的不再发：{ $names }
mail-to-unanswered = 去答复
mail-to-tasks = 去决定
mail-to-joins = 看申请
mail-to-unreviewed = 去复查
mail-to-office = 进入办公室
# 申请的人什么时候会有人看：now 马上通知了；day 那天早上的每日提醒里
mail-looked-at = { $at ->
    [now] 已经通知办公室。
   *[later] 办公室{ $day }早上会收到提醒。
    }
outbox-not-on-page = 举报内容不保存在网页上，请在 Telegram 中查看。只用网页的，请系统管理员给网页配上举报私钥，之后在网页上直接看。
