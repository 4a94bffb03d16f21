# 企业概况：五屏。
profile-screen = 企业概况 { $screen }/5
profile-next = 下一步 ›
profile-done = 填好了 ›
profile-home = ‹ 首页
profile-again = 改概况
profile-totals = 只要人数和有没有；不要写姓名、病情和体检结果。
profile-materials-example = 例如：白胶、天那水、环氧漆、焊锡
profile-materials-none = 没有/不清楚
profile-materials-clear = 清空重写
profile-same = 和上次一样：{ $last }
profile-noted = 记下了：{ $typed }
profile-more-typed = 还有别的，接着打字发来。
profile-on-list = ⚠ { $name }：国家高毒物品目录里有。
profile-recognised = { $name }：有危害。
profile-recognised-more = 还认出：{ $names }
profile-not-harmless = 没认出来的，不等于没有危害。
profile-none-recognised =
    没有认出已知的毒物名，不等于没有危害。
    请看桶上的成分，或向供货商要安全技术说明书（MSDS）。
profile-people = { $number } 人
profile-nobody = 没有人接触（0）
profile-exposed-unclear = 没看懂人数。请写一个数，0 到 { $most }，例如 5。
profile-exposed-many = 接触的 { $number } 人比总人数 { $workers } 人还多。请再写一次；总人数写错了，就点“返回”改。
profile-kept = 概况已保存：{ $workers } 人，接触 { $exposed } 人。
profile-asked = 要答 { $items } 项。下面这些不问：
profile-asked-all = 要答 { $items } 项，全部都要答。
profile-no-campaign = 现在没有专项行动，开始后按这个问。
profile-item-away = · 第 { $rows } 项整项不问：{ $reason }
profile-questions-away = · 第 { $rows } 项少问 { $count } 题：{ $reason }
profile-more-away = · 还有 { $reasons } 种情况，也少问几题
profile-look-first = 先看：{ $hint }
profile-hazards = 这一行常见：{ $names }
profile-begin = 开始自查
profile-continue = 继续自查
