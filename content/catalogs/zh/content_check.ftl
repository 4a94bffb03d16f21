# `chenan content check` 对每处错误的说明：哪里不对；应当怎么写。

mistake-or = { $first } 或 { $second }

# 用代号指称的东西。
mistake-noun-item = 检查项
mistake-noun-pack = 方案
mistake-noun-number-prefix = 编号前缀
mistake-noun-question = 问题
mistake-noun-phase = 阶段
mistake-noun-duty = 任务
mistake-noun-department = 部门
mistake-noun-rule = 规则
mistake-noun-row = 自查表的行
mistake-noun-check-item = 检查项
mistake-noun-law = 法规
mistake-noun-industry = 行业
mistake-noun-profile-question = 企业概况的问题
mistake-noun-notice = 通知模板
mistake-noun-substance-number = 物质序号
mistake-noun-fact = 情况
mistake-noun-option = 选项
mistake-noun-upkeep = 定期事项

# 文件。
mistake-file-missing = 缺少这个文件
mistake-file-write = 缺少这个文件；请补上，内容写成“{ $key }:”下的列表
mistake-file-empty = 文件是空的；请写上它应有的各个键
mistake-file-utf8 = 这里不是 UTF-8；请把文件另存为 UTF-8
mistake-file-unread = 读不了（{ $problem }）；请写成 UTF-8 纯文本
mistake-file-name = 文件里写的是“{ $code }”；请把文件改名为 { $own }，或者写 code: { $name }
mistake-folder-empty = 文件夹里没有文件；请写 { $folder }/<代号>.yaml
mistake-yaml-tab = 缩进用了制表符；请改用空格
mistake-yaml = 这里读不了（{ $problem }）；请用空格缩进，冒号后面加空格，文字里有 { $signs } 时加引号
mistake-key-twice = “{ $key }”写了两遍（第一遍在第 { $first } 行）；请只留一处

# 值的写法不对。
mistake-this-file = 本文件
mistake-found = “{ $found }”
mistake-found-nothing = 空的
mistake-found-mapping = 一组键值
mistake-found-list = 一个列表
mistake-language-zh = 中文
mistake-language-en = 英文
mistake-pattern-question = Q05.2 这样的代号
mistake-pattern-item = I05 这样的代号
mistake-pattern-letters = 小写字母和下划线
mistake-pattern-letters-digits = 小写字母、数字和下划线
mistake-missing = 缺少“{ $name }”；请加上“{ $name }: { $shape }”
mistake-no-text = 缺少{ $tongue }文字；请加上“{ $name }: …”
mistake-misspelt = 这里没有“{ $name }”这个键；请写“{ $near }”
mistake-no-key = 这里没有“{ $name }”这个键；可以写：{ $known }
mistake-kind = “{ $name }”现在是{ $found }；请写成“{ $name }: { $shape }”
mistake-number = “{ $name }”现在是{ $found }；请写一个整数，例如 3
mistake-too-small = “{ $name }”现在是 { $found }；请写不小于 { $least } 的数
mistake-too-great = “{ $name }”现在是 { $found }；请写不大于 { $most } 的数
mistake-boolean = “{ $name }”现在是{ $found }；请写 true 或 false
mistake-choice = “{ $name }”现在是{ $found }；请写 { $wanted }
mistake-no-entry = “{ $name }”下面一条也没有；请至少写一条
mistake-empty-text = “{ $name }”是空的；请写上文字
mistake-empty-sentence = “{ $name }”是空的；请写上{ $tongue }句子
mistake-value = “{ $name }”：{ $reason }
mistake-no-day = “{ $name }”现在是{ $found }，日历上没有这一天；请写 { $days }
mistake-no-plan-day = “{ $day }”不是方案里日期的写法；请写 Y-11-21、Y+1-04-30 或 Y+1-02-last
mistake-other = “{ $name }”：{ $problem }；请换一个值

# 代号。
mistake-twice = { $noun }“{ $code }”已经在 { $where }；请换一个
mistake-twice-in-rows = { $noun }“{ $code }”已经在 { $where }；在方案里请只留在一行
mistake-unknown = 没有{ $noun }“{ $code }”；可以写：{ $known }
mistake-no-department-kind = 没有“{ $kind }”这类部门；可以写：{ $known }
mistake-entry-twice = “{ $key }”写了两遍；请只留一处

# 检查项。
mistake-no-core = { $item } 没有核心问题；请在其中一个问题写上 core: true
mistake-cores = { $questions } 都是核心问题；请只在其中一个留 core: true
mistake-stray-question = “{ $question }”不是 { $item } 的问题；请写 { $own }
mistake-later-not-fresh = “{ $question }”的照片不要求现拍；请写 fresh: true，或去掉“later”
mistake-industries-no-reason = 没有说明为什么不问其他行业；请写 industries_reason: { $shape }
mistake-danger-no-stop = { $question } 属于危险，却没说先停什么；请写 stop: { $shape }
mistake-stop-no-danger = { $question } 不属于危险，“stop”没有人会看到；请写 level: danger，或去掉它
mistake-evidence-no-what = { $question } 没说要拍什么、交什么；请写 what: { $shape }，或 kind: none
mistake-evidence-no-kind = { $question } 要求提供证据，kind 却是 none；请写 kind: photo 或 kind: document
mistake-law-replaced = { $question } 依据的“{ $law }”已经失效；请写“{ $instead }”
mistake-law-not-in-force = { $question } 依据的“{ $law }”已经失效；请写现行有效的法规
mistake-no-substance = 没有序号为 { $number } 的物质；请写 { $file } 里的序号，或 null
mistake-no-options = 企业概况的问题“{ $question }”没有选项；请加上
mistake-options = 企业概况的问题“{ $question }”有选项；请写 kind: choices

# 方案。
mistake-no-form-duty = 没有提交自查表的任务；请加一条，写上“who: enterprise”和“what: form”
mistake-no-office = “{ $department }”不是办事机构；请写 at: outside
mistake-no-safety = 没有 safety 类的部门；请在其中一个写上 kind: safety
mistake-nobody-receives = 没有部门接收自查表；请在其中一个写上 receives_forms: true
mistake-rule-no-rate = 规则“{ $rule }”按人数计算；请把“percent”和“rate”也写上
mistake-phase-half = 阶段“{ $phase }”只有“{ $has }”；请把“{ $lacks }”也写上，或者两个都不写
mistake-phase-backwards = 阶段“{ $phase }”在 { $end } 结束，早于开始的 { $start }；{ $instead }
mistake-phase-order = 阶段“{ $phase }”在 { $start } 开始，早于排在前面的“{ $before }”（{ $earlier }）；请按先后排列，或改成下一年：Y+{ $years }-…
mistake-grace-alone = 任务“{ $duty }”有宽限日，却没有期限；请把“due”也写上
mistake-grace-early = 任务“{ $duty }”的宽限日 { $grace } 早于期限 { $due }；{ $instead }
mistake-write-later = 请写 { $day } 或更晚的日子
mistake-write-next-year = 如果指的是下一年，请写 { $day }
mistake-form-outside = 自查表的期限 { $due } 不在行动期内（{ $first } 至 { $last }）；请写期内的日子
mistake-duty-to-nobody = 任务“{ $duty }”没有写交给谁；请写 to: 加部门代号，或 rhythm: standing
mistake-duty-unasked = 第 { $row } 行提到“{ $word }”，却没有问题问到它；请在 must 里加上 { $wanted }
mistake-cited-not-in-force = “{ $law }”现在已经失效；请写 now: { $instead }
mistake-no-rung = 没有审查结论对应这一档“{ $rung }”；可以写：{ $known }
mistake-no-lines = “{ $lines }”不是行号；请写 L44、L89-90 或 L43, L44 这样的形式
mistake-lines-beyond = “{ $lines }”超出了方案的范围 { $plan }；请写其中的行号

# 举报、审查、通知、紧急情况。
mistake-item-in-categories = “{ $item }”已经在“{ $category }”里；请只留在一个类别
mistake-item-no-category = 检查项“{ $item }”不在任何类别里；请加到其中一个
mistake-quiet-hour = “{ $hour }”在夜间免打扰时段里；请写 08:30 到 19:59 之间的时间
mistake-reason-no-points = “{ $reason }”没有分值；请写在 points: 下面
mistake-verdict-twice = 审查结论“{ $key }”写了两遍；请只留一个
mistake-field-sometimes = 可以为空的字段里没有“{ $name }”；可以写：{ $known }
mistake-field-no-value = 字段“{ $field }”在这里没有值；可以写：{ $known }，或者把它列在 needs: 下面
mistake-column-fact = 没有“{ $fact }”这一项可填；{ $lines ->
    [enterprise] 一行一家企业的表
   *[finding] 一行一个问题的表
    }可以写：{ $known }
mistake-column-head = 列名“{ $head }”写了两次；请留一个
mistake-column-set = 表“{ $code }”写了两次；请留一个
mistake-caption-long = “{ $code }”（{ $written_in }）可能长达 { $length } 个字符；请不超过 { $most } 个，图片说明最多这么长
mistake-no-pattern = “{ $pattern }”不是正确的正则表达式：{ $problem }
mistake-pattern-name = “{ $pattern }”不是正确的正则表达式：names 下面没有“{ $name }”

# 提醒规则和发给机构的消息的规则。
mistake-mail-twice = “{ $says }”在 { $where } 已经有规则；请只留一条
mistake-mail-alone = “{ $says }”：有多条时仍用单条的句子；请去掉“several”
mistake-mail-several = “{ $says }”：有多条时要另用一个句子；请写 several: 加句子的键，或 names: ""
mistake-days-order = “{ $rule }”的 days 没有按先后排列；请写 days: { $instead }
mistake-urgent-day = “{ $rule }”在第 { $day } 天不提醒；可以写：{ $known }
mistake-not-with-about = “{ $word }”不能与 about: { $about } 一起用；可以写：{ $known }
mistake-office-and-others = “{ $rule }”既提醒机构又提醒别人；请为 to: { $instead } 单独写一条规则
mistake-no-mute = “{ $rule }”：请在 buttons 里加上 mute
mistake-mute = “{ $rule }”：请写 mutable: true，或去掉 mute 按钮
mistake-no-upkeeps = “{ $rule }”的 about 是 { $about }；请写 kinds:，可以写一个或几个：{ $known }
mistake-upkeeps = “{ $rule }”的 about 是 { $about }；请去掉“kinds”
mistake-follows = “{ $rule }”不提醒企业；请去掉“follows”
mistake-no-role = “{ $rule }”缺少“{ $role }”的句子；请写 more: { $instead }
mistake-role = “{ $rule }”用不到“{ $role }”；可以写：{ $known }
mistake-roles = “{ $rule }”用不到“{ $role }”；请去掉
mistake-counted-days = “{ $rule }”按等待的天数计算；请写 days: { $instead }，表示从第几天起提醒
mistake-counted-once = “{ $rule }”只会提醒一次；请写 again: 7
mistake-counted-twice = “{ $rule }”的 about 已经是 { $about }；请只留一条

# 文字。
mistake-text-same = “{ $name }”的中文和英文一样；请写英文句子
mistake-text-chinese-in-english = “{ $name }”的英文里有中文（“{ $found }”）；请译成英文，或用 “…” 引用
mistake-text-no-chinese = “{ $name }”的中文里没有中文；请写中文句子
mistake-text-space = “{ $name }”的中文中间有空格（“{ $found }”）；请写在一行，不要空格
mistake-text-long = “{ $name }”有 { $length } 个字；请不超过 { $most } 个
mistake-text-letters = “{ $name }”有 { $length } 个字母；请不超过 { $most } 个

# 句子目录。
mistake-language-name = 缺少“{ $key }”，没有人能选“{ $code }”；请写这种语言自己的名称
mistake-no-language = “{ $name }”不是语言代码；文件夹请用两个小写字母命名，例如 en
mistake-fluent = { $problem }；请写成“键 = 句子”，续行要缩进，变量写成 { $variable }
mistake-sentence-twice = “{ $key }”已经在 { $where }；请只留一处
mistake-sentence-lacks = “{ $key }”没有“{ $other }”的句子；请写在 { $there }
mistake-variable-one-sided = “{ $key }”用了 ${ $name }，{ $there } 没有用；请两边都用，或都不用
mistake-only-attributes = “{ $key }”只有属性，没有地方会用；请写“{ $key } = 句子”
mistake-no-reference = “{ $key }”引用了“{ $name }”，“{ $written_in }”里没有；请把那个句子也写上
mistake-key-composed = 键是拼出来的；请列出完整的键，或写一个按变量选择的句子
mistake-no-sentence = 没有句子“{ $key }”；请写进各语言的目录
mistake-variable-needed = “{ $key }”要用 ${ $name }；请写 say(…, { $name }=…)
mistake-variable-vain = “{ $key }”没有 ${ $name }；请写进 { $where }，或去掉 { $name }=
mistake-unsaid = 没有地方用“{ $key }”；请在程序里用它，或从每种语言里去掉
