# 一览：图上的字，图下面的字，排名。
chart-button = 一览
chart-steps = 进度
chart-step-enterprises = 应查
chart-step-joined = 已注册
chart-step-started = 已开始
chart-step-submitted = 已交
chart-step-reviewed = 已复查
chart-step-closed = 已办结
chart-coverage = 复查覆盖率
chart-coverage-rule = 方案要求达到 { $percent }%
chart-coverage-none = 已复查的占应查的
chart-visited = 现场检查 { $count } 家 { $percent }
chart-rate-rule = 方案要求 { $percent }%；已交表的 { $enterprises } 家自报：{ $total } 人中 { $done } 人
chart-remedies = 问题整改
chart-remedy-undecided = 未定期限
chart-remedy-overdue = 逾期
chart-remedy-open = 整改中
chart-remedy-done = 待销号
chart-remedy-closed = 已销号
chart-places = 各地交表
chart-none = 还没有问题
chart-own = { $place }本级
chart-more = 还有 { $more } 处，见明细
chart-left-form = { $when ->
    [past] 自查表报送期限（{ $day }）已过 { $days } 天
    [today] 今天（{ $day }）是自查表报送期限
   *[ahead] 距自查表报送期限（{ $day }）还有 { $days } 天
}
chart-left-end = { $when ->
    [past] 最后一个阶段（{ $day }）已结束 { $days } 天
    [today] 今天（{ $day }）是最后一个阶段的最后一天
   *[ahead] 距行动结束（{ $day }）还有 { $days } 天
}
chart-missing = 还差 { $count } 家
chart-changes = 变化
chart-now = 现在
chart-week = 上周（{ $day }）
chart-before = 上次行动同期（{ $day }）
chart-before-end = 上次行动结束时（{ $day }）
league-button = 排名
league-head = 排名（依次按交表、复查、逾期少）
league-line = { $rank }. { $place } 交{ $submitted } 查{ $reviewed } 逾{ $overdue }
league-none = 下级还没有企业，暂无排名。
league-missing = 还没有企业：{ $places }
league-off = 本级或上级办公室已停用排名。
league-switch-off = 停用排名
league-switch-on = 恢复排名
