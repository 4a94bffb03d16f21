# 台账：表名、表头、单元格里的词。办公室的记录一律用中文。
ledger-file = 台账_{ $place }_{ $day }
ledger-title = { $place } { $plan } { $sheet }（{ $day }）
ledger-sheet-enterprises = 企业
ledger-sheet-findings = 问题
ledger-sheet-reviews = 复查
ledger-sheet-coverage = 覆盖
ledger-head-number = 表号
ledger-head-name = 企业名称
ledger-head-credit-code = 统一社会信用代码
ledger-head-place = 辖区
ledger-head-industry = 行业
ledger-head-address = 地址
ledger-head-headcount = 人数
ledger-head-contact = 联系人
ledger-head-phone = 电话
ledger-head-joined = 已注册
ledger-head-step = 进度
ledger-head-submitted-on = 交表日期
ledger-head-verdict = 复查结论
ledger-head-found = 问题数
ledger-head-open = 未销号
ledger-head-overdue = 逾期
ledger-head-lapsed = 超期未做项数
ledger-head-found-on = 排查日期
ledger-head-enterprise = 企业
ledger-head-item = 部位或项目
ledger-head-what = 问题
ledger-head-grade = 级别
ledger-head-source = 来源
ledger-head-measure = 整改措施
ledger-head-responsible = 责任人
ledger-head-funds = 资金（元）
ledger-head-first-due-on = 最初期限
ledger-head-due-on = 期限
ledger-head-extensions = 延期次数
ledger-head-done-on = 整改日期
ledger-head-rejections = 退回次数
ledger-head-reviewed-by = 复查人
ledger-head-closed-on = 销号日期
ledger-head-state = 状态
ledger-head-decided-on = 复查日期
ledger-head-round = 复查轮次
ledger-head-reviewer = 复查人
ledger-head-comment = 意见
ledger-head-second = 确认人
ledger-head-enterprises = 应查
ledger-head-submitted = 已交
ledger-head-reviewed = 已复查
ledger-head-coverage = 覆盖率
ledger-no-measure = 未定（复查意见：{ $objection }）
ledger-yes = 是
ledger-no = 否
ledger-step = { $step ->
    [missing] 未注册
    [registered] 未开始
    [draft] 自查中
    [submitted] 待复查
    [in_review] 复查中
   *[reviewed] 已复查
    }
ledger-grade = { $grade ->
    [major] 重大
   *[general] 一般
    }
ledger-source = { $source ->
    [office] 复查
   *[enterprise] 自查
    }
ledger-state = { $state ->
    [closed] 已销号
    [done] 待销号
    [undecided] 未定期限
    [overdue] 逾期
   *[open] 整改中
    }
ledger-button = 台账
ledger-making = 正在生成台账：应查 { $enterprises } 家，问题 { $findings } 项……
ledger-caption = { $place }台账：企业 { $enterprises } 家，问题 { $findings } 项，复查 { $reviews } 次
ledger-large = 台账有 { $size } MB，超过 50 MB，这里发不了。请系统管理员在电脑上导出：chenan export ledger --campaign { $campaign }
ledger-forms = 自查表
ledger-sheet-records = 任务
ledger-sheet-incidents = 事故
ledger-head-happened-on = 发生日期
ledger-head-what-happened = 经过
ledger-head-substance = 物质
ledger-head-hurt = 受伤中毒人数
ledger-head-dead = 死亡人数
ledger-head-told = 已告知
ledger-head-inquiry = 调查组
ledger-head-shown = 四不放过
ledger-head-result = 处理结果
ledger-head-published-on = 公布日期
ledger-incident-point = { $title }：{ $sentence }（{ $done ->
    [yes] 已完成
   *[no] 未完成
    }）
ledger-sheet-circulars = 情况通报
ledger-sheet-meetings = 联席会议
ledger-head-held-on = 开会日期
ledger-head-called-by = 召集办公室
ledger-head-agenda = 议题
ledger-head-asked = 邀请家数
ledger-head-came = 出席
ledger-head-minutes = 纪要
ledger-head-points = 议定事项
ledger-head-issued = 已发纪要
ledger-meeting-point = { $text }（{ $party }，{ $due }前，{ $state ->
    [done] 已完成
   *[open] 未完成
    }）
ledger-head-sent-on = 发出日期
ledger-head-from = 发文办公室
ledger-head-kind = 种类
ledger-head-text = 内容
ledger-head-got = 收文办公室
ledger-head-answer-by = 答复期限
ledger-head-read-on = 已阅日期
ledger-head-answered-on = 答复日期
ledger-head-answer = 答复
ledger-head-whose = 单位
ledger-head-duty = 任务
ledger-head-files = 材料份数
ledger-head-to = 报给
ledger-head-returned = 退回原因
ledger-record = { $state ->
    [sent] 已报送
    [received] 已收到
    [returned] 已退回
   *[kept] 已记录
    }
ledger-sheet-measures = 处置
ledger-head-decision = 处置
ledger-head-since = 决定日期
ledger-head-office = 决定机关
ledger-head-paper = 文号
ledger-head-penalty = 处罚种类
ledger-head-amount = 金额（元）
ledger-head-reason = 理由
ledger-head-ended = 完成日期
ledger-head-withdrawn = 撤销日期
ledger-head-cause = 撤销原因
ledger-decision = { $kind ->
    [suspend] 停产整顿
    [penalty] 处罚
    [closure] 提请关闭
   *[refusal] 拒不整改
    }
ledger-stands = { $kind ->
    [suspend] { $state ->
        [open] 停产中
        [annulled] 已撤销
       *[done] 已复产
    }
    [penalty] { $state ->
        [open] 未执行
        [annulled] 已撤销
       *[done] 已执行
    }
    [closure] { $state ->
        [open] 已提请
        [annulled] 已撤销
       *[done] 已关闭
    }
   *[refusal] { $state ->
        [open] 仍未整改
        [annulled] 已撤销
       *[done] 已解除
    }
    }
ledger-warned = 催告后逾期未改：{ $measure }
ledger-sheet-queue = 复查队列
ledger-queue-title = { $place }复查队列（截至 { $day }），风险高的在前
ledger-queue-file = 复查队列_{ $place }_{ $day }
ledger-head-why = 排序理由
review-queue-file = 导出名单
review-queue-caption = 待复查 { $count } 家，风险高的在前；不含举报情况。
ledger-sheet-inspections = 现场检查
ledger-head-inspected-on = 检查日期
ledger-head-departments = 检查部门
ledger-head-officers = 检查人员
ledger-head-scope = 检查范围
ledger-scope = { $scope ->
    [all] 全面检查
    [danger] 抽查 ⛔ 项
   *[rows] 抽查所选条目
    }
columns-button = 上报表
columns-ask = 要哪张表？按上级系统的列名生成。
columns-making = 正在生成……
columns-caption = { $lines } 行。列名和内容请先核对，再报上级系统。
columns-large = 文件 { $size } MB，这里发不了。请系统管理员在电脑上导出：chenan export sheet { $code } --out 文件.xlsx
columns-file = { $title }-{ $place }-{ $day }
ledger-head-checked = 检查项数
ledger-head-faults = 不符合项数
ledger-head-order-due = 整改期限
ledger-head-ordered = 责令限期整改
ledger-head-signed = 签字文书
ledger-head-void = 作废
ledger-void = { $whole ->
    [yes] 整次作废
   *[no] 作废 { $count } 项
    }：{ $reasons }
ledger-head-recalled = 撤回、更正
ledger-recalled = { $state ->
    [corrected] 已更正
   *[recalled] 已撤回：{ $reason }
    }
