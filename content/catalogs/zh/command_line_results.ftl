# 命令行办完以后说的话，和要问的话。

cli-content-mistakes = 有 { $count } 处错误
cli-content-sound = 完好：方案 { $plans }、自查项目 { $items }、问题 { $questions }、行业 { $industries }、有害物质 { $substances }、法规 { $laws }
cli-content-gaps = { $language }：句子缺 { $sentences } 条（共 { $of_sentences } 条），方案和规则的文字缺 { $texts } 条（共 { $of_texts } 条）；缺的用中文显示
cli-content-gap-lines = 第 { $lines } 行
cli-content-counts = { $rows } 行，{ $phases } 个阶段中 { $dated } 个有日期
cli-content-phases = 阶段
cli-content-rows = 自查表各行
cli-content-duties = 任务
cli-content-no-days = 由主管部门定日期
cli-content-core = 核心
cli-content-days = { $days } 天
