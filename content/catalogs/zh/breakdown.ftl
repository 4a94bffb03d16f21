# 一览的明细：各地、行业、危害、自查项目，直到企业。
breakdown-steps = 应查 { $enterprises }，已交 { $submitted }，已复查 { $reviewed }，已办结 { $closed } 家
breakdown-remedies = 逾期 { $overdue }，整改中 { $open }，待销号 { $done }
breakdown-place-after = { " · 已交 " }{ $submitted } 逾期 { $overdue }
breakdown-group-after = { " · " }{ $enterprises } 家 已交 { $submitted }
breakdown-item-after = { " · " }{ $enterprises } 家
breakdown-groups = 请选择{ $what ->
    [industry] 行业
   *[hazard] 危害
}，看是哪些企业。
breakdown-no-groups = { $what ->
    [industry] 还没有企业。
   *[hazard] 还没有企业填报粉尘或有毒物品。
}
breakdown-kind = { $kind ->
    [dust] 粉尘
    [toxic] 有毒物品
   *[physical] 噪声、高温等
} { $enterprises } 家：已交 { $submitted }，已复查 { $reviewed }，未销号问题 { $unsettled }
breakdown-items = 未销号问题最多的自查项目。请选择，看是哪些企业。
breakdown-units = 企业
breakdown-by-item = 按项目
breakdown-by-industry = 按行业
breakdown-by-hazard = 按危害
breakdown-chart = 图
breakdown-above = 上一级
breakdown-back = ‹ 明细
