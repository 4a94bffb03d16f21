# 到处都用的小片段：位置、日子、判定。
row = 第 { $row }/{ $rows } 项
row-part = 第 { $row }/{ $rows } 项之{ $part }
day = { $year }年{ $month }月{ $day }日
days-left = 还有 { $days } 天
days-over = 已过 { $days } 天
days-today = 就在今天
list-comma = 、
verdict-pass = 符合
verdict-fail = 不符合
verdict-na = 不涉及
law-unverified = （条文未核对）
file-photo = 照片
file-voice = 语音
language-name = 中文
