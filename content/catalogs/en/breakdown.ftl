# The breakdown of the overview: places, industries, hazards, check items, down to the enterprise.
breakdown-steps = In scope { $enterprises }, handed in { $submitted }, reviewed { $reviewed }, settled { $closed }
breakdown-remedies = Overdue { $overdue }, under way { $open }, to verify { $done }
breakdown-place-after = { " · in " }{ $submitted } late { $overdue }
breakdown-group-after = { " · " }{ $enterprises }, in { $submitted }
breakdown-item-after = { " · " }{ $enterprises }
breakdown-groups = Choose { $what ->
    [industry] an industry
   *[hazard] a hazard
} to see its enterprises.
breakdown-no-groups = { $what ->
    [industry] No enterprises yet.
   *[hazard] No enterprise has stated dust or toxic substances yet.
}
breakdown-kind = { $kind ->
    [dust] Dust
    [toxic] Toxic substances
   *[physical] Noise, heat and others
}: { $enterprises } enterprises, handed in { $submitted }, reviewed { $reviewed }, open findings { $unsettled }
breakdown-items = Check items with the most open findings. Choose one to see its enterprises.
breakdown-units = Enterprises
breakdown-by-item = By item
breakdown-by-industry = By industry
breakdown-by-hazard = By hazard
breakdown-chart = Chart
breakdown-above = One level up
breakdown-back = ‹ Breakdown
