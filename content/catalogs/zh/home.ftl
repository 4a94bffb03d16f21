# 首页和它后面的几页。
home-stranger =
    尘安 · 粉尘与高毒物品危害治理
    您想做什么？
home-guest =
    您是某项整改的负责人，可以看那一项、留言、发照片。
home-enterprise = { $name } · { $industry } · { $headcount } 人
home-no-campaign = 您所在的地方目前没有开展专项行动。
home-phase = { $place } · { $phase }
home-phase-none = 时间待定
home-phases-over = 各阶段都结束了（{ $day }）{ $close ->
    [yes] 。请写总结、报送，再结束行动。
   *[no] {""}
}
home-phase-next = { $phase } { $day }开始
home-due = 自查表 { $day }前交 · { $left }
home-recheck = 复查退回，{ $day }前重新交 · { $left }{ $before ->
    [none] {""}
   *[other] （原定 { $before }）
}
home-due-open = 交表日期由安全办另行通知。
home-grace = （最迟 { $day }）
home-progress = 自查  { $bar }  { $done }/{ $total } 项
home-owed = 还要补照片 { $count } 处，最早 { $day }前
home-submitted = 自查表已交，编号 { $number }
home-remedies = 整改  { $open } 项未完成{ $overdue ->
    [0] ，最早 { $due }到期
   *[other] ，{ $overdue } 项已过期，最早的 { $due }就该改好
    }
home-remedies-open = 整改  { $open } 项未完成，未定期限
home-check-start = 开始自查
home-check-continue = 继续自查（第 { $row } 项）
home-check-finish = 继续自查（看总表，提交）
home-check-submitted = 看自查表 { $number }
home-campaign = { $place } · { $plan }
home-check-of = { $check } · { $place }
home-campaigns = 全部行动 { $campaigns }
home-campaigns-more = 还有 { $more } 次行动，在“全部行动”里。
home-campaigns-head = 您在 { $campaigns } 次行动里：
home-brief-title = ▸ { $plan }
home-brief-due = { $apart ->
    [this] {""}
    [next] 明年
    [last] 去年
   *[other] { $year }年
    }{ day-of-month }{ $late ->
    [no] 前交
   *[yes] 就该交
    }
home-brief-again = 复查退回
home-brief-open = 交表日期另行通知
home-brief-unbegun = 还没开始
home-brief-done = 答了 { $done }/{ $total }
home-brief-state = { $state ->
    [in_review] 已交，正在复查
   *[other] 已交
    }
home-brief-remedies = 整改 { $open }{ $overdue ->
    [0] {""}
   *[other] （逾期 { $overdue }）
    }
home-brief-join = {" · "}
home-past = 以前的自查表 { $past }
home-past-ask = 以前的自查表，点一份发 PDF：
home-past-one = { $number } · { $place } · { $plan }
home-past-draft = 未交
home-tasks = 整改 { $tasks }
home-overview = 全部项目
home-more = 更多
home-more-title = 更多
home-join = 我是企业
home-about = 关于与隐私
home-language = 语言 / Language
home-guest-finding = 看我负责的整改
home-share = 同事和企业信息
home-profile = 企业概况
home-upkeeps = 定期提醒
home-switch = 换一家企业
home-further = 再加一家企业
home-help = 帮助
home-back = ‹ 首页
home-language-ask = 请选语言 / Choose a language
home-switch-ask = 现在要办哪一家的事？
home-privacy-text =
    尘安帮企业自查粉尘与高毒物品危害。
    · 保存：企业名称、代码、地址，答案、备注、照片、语音、文件，整改里写的人名，您愿意留的电话、邮箱，您的账号编号、昵称；网页消息（30 天）。
    · 不保存：您 Telegram 的手机号、通讯录、位置；照片里的拍摄地点会删掉（PDF 原样保存）。
    · 别发体检结果；照片里的姓名、病情请遮住。
    · 谁能看：本企业登记的人，辖区的监管部门；请来负责一项整改的人只看得到那一项。
    · Telegram（或网络）知道您用过。
    · 表是自报，不代表合格，也不免责。
home-help-text =
    /check 自查  /tasks 整改  /start 首页
    /language 语言  /privacy 隐私  /cancel 退出当前步骤
    · 每答一题就保存，随时可以停，回来接着做。
    · 按钮也可以打字：1 是第一个按钮，2 是第二个。
    · 照片直接发，一次几张都行，每题最多 9 张。
    · 打字就是这一题的备注，也可以发语音备注。
    · 几部手机可以一起填，在“同事和企业信息”里给共享码。
home-office = 办公室

# 每周安全提示。
home-anonymity = 匿名举报怎么保密
home-tip = 每周安全提示
home-tip-text =
    每周安全提示
    { $weekday } { $hour } 发一条：怎样在干活时保护自己。
    · 谁都可以订阅，企业、工人、办公室都一样。
    · 名单上只有账号和语言，没有订阅的日子，和举报没有任何联系。
    · 退订就从名单上删掉。
home-tip-is-on = 您现在收得到。
home-tip-is-off = 您还没有订阅。
home-tip-none = 这里没有开通每周安全提示。
home-tip-on = 订阅
home-tip-off = 退订
home-weekday-1 = 每周一
home-weekday-2 = 每周二
home-weekday-3 = 每周三
home-weekday-4 = 每周四
home-weekday-5 = 每周五
home-weekday-6 = 每周六
home-weekday-7 = 每周日
tip-message =
    本周安全提示
    { $text }
tip-look-up = 查询举报
tip-stop = 不再发给我
tip-stopped = 好，不再发了。

## 停产与关闭
order-over = { $kind ->
    [closure] ⛔ 已依法关闭（{ $day }），不得生产
   *[suspend] ⛔ 停产整顿中，未经验收不得复产
    }
home-resume = ⛔ 停产整顿 · 申请复产
resumption-why = { $office }决定停产整顿。理由：{ $reason }
resumption-refused = 不同意复产。原因：{ $reason }
resumption-photos = 照片 { $count } 张
resumption-how = { $state ->
    [draft] 还没有交。请把改好后的现场照片发到这里，至少一张，再点“交复产申请”。
    [asked] 复产申请已在 { $day } 交给办公室。办公室看过、同意了，才能开工。
    [refused] 请按原因再改，改好后重新申请。
   *[none] 全部改好后，点“写复产申请”，写清改了什么，再发照片。办公室验收同意前，不能开工。
    }
resumption-over = 现在没有停产整顿的决定，不用申请复产。
resumption-ask = 请打字写明：每个问题怎么改的、哪天改好、有没有重新检测，最多 1000 字。
resumption-before = 现在写的是：{ $text }
resumption-words-first = 请先点“写复产申请”，写清改了什么，再发照片。
resumption-begin = 写复产申请
resumption-rewrite = 改写说明
resumption-send = 交复产申请
error-invalid-resumption-photo = 还没有照片。请先发改好后的现场照片，再交申请。
error-conflict-resumption-over = 这份复产申请已有结果，请看最新情况。
error-conflict-resumption-asked = 复产申请已经交了，办公室正在看，不能再改。
