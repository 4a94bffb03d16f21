# 期限做成日历文件（.ics）。name：单位或办公室
deadline-button = 加入日历
deadline-none = 现在没有定下日子的事。
deadline-caption = { $count } 个日子。用手机打开这个文件，就能加入自己的日历；以后日子有变动，再点一次“加入日历”，原来的会跟着改。
deadline-file = 期限-{ $name }
deadline-calendar = 尘安 · { $name }
deadline-note = { $name }。日子如有变动，以尘安里的为准；重新加入一次，原来的会跟着改。
deadline-done = ✓ 已办：{ $said }
deadline-form = 报送自查表：{ $plan }
deadline-plan = 整改到期：{ $matter } · { $measure }
deadline-photo = 补照片：{ $matter }
deadline-upkeep = { $upkeep }
deadline-decided = { $text }
deadline-duty = { $duty }
