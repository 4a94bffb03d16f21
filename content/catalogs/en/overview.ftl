# All items.
overview-title = All items · answered { $done }/{ $total }
overview-counts = met { $passed } · not met { $failed }{ $owed ->
    [0] {""}
   *[other] {" "}· photo later { $owed }
    } · n/a { $na }
overview-left-out = { $count } more left out by your profile.
overview-legend = ✓ met  ✗ not met  – n/a  ◑ photo later  △ something missing  ○ open
overview-page = Page { $page }/{ $pages } ›
overview-why-left-out = Left out
overview-left-out-title = Left out according to your profile:
overview-left-out-line = { $item }: { $reason }
overview-home = ‹ Home
overview-continue = Continue ›
overview-back = ‹ All items
