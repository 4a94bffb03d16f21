# 总结报告和情况月报：文件里的话，办公室里怎么写、怎么报。

## 文件
summary-title = { $plan }{ $kind ->
    [month] { $year }年{ $month }月情况报告
   *[whole] 总结报告
    }{ $named ->
    [no] （{ $place }）
   *[yes] {""}
    }
summary-file = { $kind ->
    [month] 情况报告_{ $place }_{ $year }年{ $month }月
   *[whole] 总结报告_{ $place }
    }
summary-days = { $first }至{ $last }
summary-draft = 草稿（尚未报送）
summary-part = { $number ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
    [5] 五
    [6] 六
    [7] 七
    [8] 八
    [9] 九
    [10] 十
    [11] 十一
    [12] 十二
   *[other] { $number }
    }、{ $title }
summary-typeface-body = 仿宋
summary-typeface-heading = 黑体
summary-typeface-title = 方正小标宋简体
summary-basics = 基本情况
summary-plan = 按照《{ $heading }》的要求，组织辖区内生产经营单位开展自查自改{ $extent ->
        [all] ，并逐家复查
        [some] ，已复查其中 { $reviewed } 家
       *[none] ，复查尚未开始
    }。
summary-scope = 截至{ $day }，应查企业 { $enterprises } 家，已注册 { $joined } 家，已开始自查 { $started } 家，已交自查表 { $submitted } 家（{ $share }），已复查 { $reviewed } 家（覆盖率 { $covered }），已办结（复查过、问题都已销号）{ $closed } 家。
summary-rate = { $rate }{ $share }（方案要求 { $percent }%）：按已交自查表的 { $enterprises } 家企业自报，职工 { $total } 人中 { $done } 人。
summary-phase = { $days }。{ $told }
summary-phase-days = { $first }至{ $last }
summary-phase-undated = 时间待定
summary-phase-early = { $days }，尚未到期，已提前开展：{ $told }
summary-phase-ahead = { $days }，尚未开始。
summary-mobilise = 发出通知 { $notices } 份，送达 { $people } 人，已读 { $read } 人（{ $share }）。
summary-self-check = { $span ->
    [month] 本月
   *[whole] 共有
    } { $started } 家企业开始自查，{ $submitted } 家提交自查表，查出问题 { $found } 处。
summary-review = { $span ->
    [month] 本月
   *[whole] 共
    }复查 { $reviewed } 家次。
summary-verdicts = 截至目前的复查结论：{ $verdicts }。
summary-verdict = { $verdict } { $count } 家次
summary-inspection = 有 { $escalated } 件逾期或拒不整改的情况转为待决事项，其中上报上级 { $handed_up } 件。
summary-closing = 已办结的企业占 { $share }。
summary-remedies = 问题整改情况
summary-remedies-counted = 共有问题 { $total } 处，已销号 { $closed } 处（{ $share }），待销号 { $done } 处，正在整改 { $open } 处，未定期限 { $undecided } 处，逾期 { $overdue } 处。本期查出 { $found } 处，销号 { $now_closed } 处。
summary-failing-item = 问题最多的项目
summary-failing-count = 企业数
summary-item = 第 { $row } 项 { $title }
summary-places = 各地情况
summary-places-more = 表中只列部分地区，另有 { $more } 个地区，见台账。
summary-places-place = 地区
summary-places-enterprises = 应查
summary-places-joined = 已注册
summary-places-submitted = 已交
summary-places-reviewed = 已复查
summary-places-closed = 已办结
summary-places-overdue = 逾期
summary-cases = 典型事例
summary-case = { $number }. { $enterprise }（{ $place }，{ $industry }）：查出问题 { $found } 处，已销号 { $closed } 处{ $reviewed ->
    [yes] ，复查结论：{ $verdict }
   *[no] {""}
    }。{ $text }
summary-problems = 存在问题
summary-problems-counted = 未注册 { $unjoined } 家，未交表 { $missing } 家，已交表未复查 { $unreviewed } 家；未定期限的问题 { $undecided } 处，逾期未整改 { $overdue } 处。
summary-plans = 下一步打算

## 办公室里
summary-head = 总结和月报 · { $place }
summary-how = 月报一个月一份，总结整个行动一份。数字自动统计，典型事例、存在问题、下一步打算由您写。
summary-month = { $year }年{ $month }月月报
summary-whole = 总结报告
summary-filed-mark = ✓ { $title }
summary-below = 下级报送情况
summary-back = ‹ 总结和月报
summary-one = { $title } · { $place }
summary-counted = 应查 { $enterprises } · 已交 { $submitted } · 已复查 { $reviewed } · 逾期 { $overdue }
summary-never = 尚未报送。
summary-was-filed = { $day }已报送（第 { $filings } 次）。修改后可以再次报送，上级看到的是最后一份。
summary-problems-button = 存在问题 { $written ->
    [yes] ✓
   *[no] …
    }
summary-plans-button = 下一步打算 { $written ->
    [yes] ✓
   *[no] …
    }
summary-cases-button = 典型事例 { $cases }
summary-look = 看文件（PDF、Word）
summary-file-button = 报送上级
summary-file-own = 定稿存档
summary-sure = 现在报送上级？报送内容以“看文件”所见为准，数字统计到今天。
summary-sure-own = 没有上级办公室，定稿后存在这里。
summary-yes = 确认报送
summary-done = 已报送。
summary-same = 与上次报送的相同，未再报送。
summary-write = { $part ->
    [problems] 存在哪些问题？打字写，最多 { $limit } 个字。可以分行。
   *[plans] 下一步打算做什么？打字写，最多 { $limit } 个字。可以分行。
    }
summary-written = 现在写的是：
summary-clear = 删除这一段
summary-cases-head = 典型事例（{ $cases }/{ $limit }）。点一家查看；打字按名称查找。
summary-cases-none = 还没有选。下面是整改最多的企业，点一家选上；打字按名称查找。
summary-cases-found = 名称里有“{ $find }”的企业：
summary-cases-nobody = 没有找到名称里有“{ $find }”的已交表企业。
summary-case-line = { $mark }{ $enterprise } · 问题 { $found } 已销 { $closed }
summary-case-ask = { $enterprise }：查出 { $found } 处，销号 { $closed } 处。请用一句话说明典型之处，最多 { $limit } 个字。
summary-case-said = 写的是：{ $text }
summary-case-remove = 不选这家
summary-case-keep = 选上，不写说明
summary-filings-head = { $title } · 各地报送情况
summary-filings-line = { $filed ->
    [yes] ✓ { $place } · { $day }
   *[no] – { $place } · 尚未报送
    }
summary-filings-none = 没有下级地区。
summary-making = 正在生成文件，请稍等。
office-summaries = 总结月报
duties-summary = 写报告
outbox-summary-filed = { $place }报送了{ $kind ->
    [month] { $year }年{ $month }月的情况报告
   *[whole] 总结报告
    }。
outbox-button-summary = 看报告
error-invalid-summary-period = 这个月不在专项行动期间，请从列出的月份里选。
error-conflict-summary-cases = 典型事例最多 { $limit } 个，请先去掉一个。
forms-button = 全部自查表（ZIP）
forms-making = 正在逐份生成自查表 PDF，企业多时要几分钟，请稍等。
forms-none = 还没有企业交自查表。
forms-large = 打包后有 { $size } MB，超过了 50 MB，发不了。请在电脑上用命令导出：chenan export forms --campaign { $campaign } --out forms.zip
forms-file = 自查表_{ $place }
forms-caption = { $forms } 份自查表，{ $places } 个地区，每个地区一个文件夹。
