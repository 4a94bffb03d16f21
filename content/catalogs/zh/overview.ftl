# 全部项目。
overview-title = 全部项目 · 已答 { $done }/{ $total }
overview-counts = 符合 { $passed } · 不符合 { $failed }{ $owed ->
    [0] {""}
   *[other] {" "}· 照片后补 { $owed }
    } · 不涉及 { $na }
overview-left-out = 另有 { $count } 项按企业概况不用答。
overview-legend = ✓ 符合  ✗ 不符合  – 不涉及  ◑ 照片后补  △ 还缺东西  ○ 未答
overview-page = 第 { $page }/{ $pages } 页 ›
overview-why-left-out = 不用答的
overview-left-out-title = 这些项目按您填的企业概况不用答：
overview-left-out-line = { $item }：{ $reason }
overview-home = ‹ 首页
overview-continue = 继续 ›
overview-back = ‹ 全部项目
