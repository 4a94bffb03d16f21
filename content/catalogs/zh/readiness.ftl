# 迎检准备：上级来查时要看的材料，各是什么状态；可以打印出来核对。
# records：记录份数；kind：done 已完成、late 已过期、coming 未到期、standing 常年任务；due：日期，none 为没有
readiness-button = 迎检准备
readiness-making = 正在生成迎检材料清单…
readiness-counts = 缺 { $missing } 项 · 不全 { $partly } 项 · 齐 { $ready } 项
readiness-line = 【{ $state }】{ $title }：{ $said }
readiness-print = 打印清单
readiness-next = 下一次：{ $said }
readiness-none = 没有进行中的专项行动，不用准备。
readiness-state = { $state ->
    [ready] 齐
    [partly] 不全
    [missing] 缺
   *[none] 未发生
    }
readiness-phase = { $title }（{ $days }）：{ $does }
readiness-row = { $number }. { $text }
readiness-title = { $code ->
    [units] 企业名单（底数）
    [forms] 企业自查表
    [signed] 自查表盖章件
    [reviews] 复查记录
    [visits] 现场检查记录
    [remedies] 整改和销号
    [notices] 通知
    [circulars] 发给下级的通报
    [letters] 上级来的通报
    [meetings] 联席会议纪要
    [measures] 停产、处罚、关闭文书
    [exposed] 曝光名单
    [incidents] 职业危害事故
    [hotline] 举报电话
    [handed] 上报上级的材料
    [form] 自查表
    [stamped] 自查表盖章件
    [faults] 问题整改
    [told] 办公室的通知
    [photos] 以后补的照片
    [visited] 现场检查
    [upkeeps] 定期事项
    [order] 停产、关闭决定
   *[other] { $code }
    }
readiness-duty = { $kind ->
    [done] 已完成
    [late] 没有完成，期限{ $due }已过
    [coming] 还没到期，{ $due }前完成
   *[standing] 常年任务
    }{ $records ->
    [0] ，没有记录
   *[other] ，记录 { $records } 份
    }
readiness-units = 共 { $enterprises } 家，已加入 { $joined } 家；见台账
readiness-forms = 已报送 { $submitted } 份，应报 { $enterprises } 家
readiness-signed = 已交回 { $signed } 份，已报送 { $submitted } 份
readiness-reviews = 已复查 { $reviewed } 家，共 { $enterprises } 家
readiness-visits = { $visits ->
    [0] 没有现场检查
   *[other] 检查 { $visits } 次、{ $visited } 家，签字记录 { $signed } 份
    }
readiness-remedies = { $found ->
    [0] 没有问题
   *[other] 问题 { $found } 项，已销号 { $closed } 项，逾期 { $overdue } 项
    }
readiness-notices = { $notices ->
    [0] 没有发过
   *[other] 发出 { $notices } 份，送达 { $people } 人，已阅读 { $read } 人
    }
readiness-circulars = { $circulars ->
    [0] 没有发过
   *[other] 发出 { $circulars } 份，要求答复 { $asked } 份，已答复 { $answered } 份
    }
readiness-letters = { $open ->
    [0] 没有未阅、未答复的
   *[other] { $open } 份未阅或未答复
    }
readiness-meetings = { $meetings ->
    [0] 没有开过
   *[other] 有纪要 { $meetings } 次，议定 { $points } 项，已完成 { $points_done } 项，过期未完成 { $points_late } 项
    }
readiness-measures = { $measures ->
    [0] 没有
   *[other] 共 { $measures } 件，盖章文书已存 { $signed } 件
    }
readiness-exposed = 企业 { $units } 家，地区 { $places } 个
readiness-incidents = { $incidents ->
    [0] 没有
   *[other] 共 { $incidents } 起，未办结 { $open } 起
    }
readiness-hotline = { $lines ->
    [0] 没有公布
   *[other] 已公布 { $lines } 个
    }
readiness-handed = { $handed ->
    [0] 没有上报过
   *[other] 已报 { $handed } 份，对方已收 { $received } 份，退回 { $returned } 份
    }
readiness-form = { $kind ->
    [none] 还没开始
    [draft] 没有报送
   *[other] 已报送，编号 { $number }
    }
readiness-stamped = { $pages ->
    [0] 没有拍照交回
   *[other] 已存 { $pages } 页
    }
readiness-item = { $verdict ->
    [pass] 符合
    [fail] 不符合，没有销号
    [settled] 不符合，已销号
    [owed] 照片以后补
    [na] 不涉及
   *[open] 没有回答
    }{ $files ->
    [0] ，没有材料
   *[other] ，材料 { $files } 份
    }
readiness-faults = { $found ->
    [0] 没有问题
   *[other] 问题 { $found } 项，已销号 { $closed } 项，没定整改的 { $unplanned } 项
    }
readiness-told = { $notices ->
    [0] 没有通知
   *[other] 收到 { $notices } 份，已阅读 { $read } 份
    }
readiness-photos = 待补 { $owed } 张，过期 { $late } 张
readiness-visited = 被检查 { $visits } 次，指令书 { $orders } 份；备好现场检查记录
readiness-upkeeps = 共 { $dates } 项，过期 { $late } 项
readiness-order = { $kind ->
    [closure] 已关闭
   *[suspend] 停产整顿中，未验收不得复产
    }
readiness-head-number = 序号
readiness-head-material = 材料
readiness-head-said = 情况
readiness-head-state = 状态
readiness-head-by-hand = 核对
readiness-part-coming = 谁来检查
readiness-part-duties = 方案要求的工作
readiness-part-rows = 自查表各项
readiness-part-records = 台账和记录
readiness-paper-title = { $plan }迎检材料清单
readiness-paper-counts = 缺 { $missing } 项，不全 { $partly } 项，齐 { $ready } 项，未发生 { $none } 项
readiness-paper-foot = 本清单按{ $day }系统内数据生成，只说系统里有没有；纸质材料另行核对。
readiness-paper-signs = 核对人：{ $line }　日期：{ $line }
readiness-file = 迎检材料清单_{ $name }_{ $day }
