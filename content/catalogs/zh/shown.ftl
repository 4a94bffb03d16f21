# 到处都用的小片段：位置、日子、判定。
row = 第 { $row }/{ $rows } 项
row-part = 第 { $row }/{ $rows } 项之{ $part }
day = { $year }年{ $month }月{ $day }日
days-span = { $first }至 { $last }
day-full = { $year }年{ $month }月{ $day }日 星期{ $weekday ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
    [5] 五
    [6] 六
   *[7] 日
    }
day-short = { $year }年{ $month }月{ $day }日
day-to = 到
day-understood = 您写的是 { $days }。
day-asked = { $several ->
    [yes] 您说的是 { $days } 吗？是的话，点下面的“是”，或打一个“是”；不是就把年月日写全，再发一次。
   *[no] 您说的是 { $days }（{ $left }）吗？是的话，点下面的“是”，或打一个“是”；不是就把年月日写全，再发一次。
    }
day-yes = 是，{ $days }
# 打这些字就是“是”。/ 隔开几种写法。
day-yes-words = 是/是的/对/对的/对对/好/好的/嗯/嗯嗯/嗯是的/嗯是/嗯对/嗯好/嗯好的/可以/没错
day-is-over = { $day } 已经过了。这里要写今天或以后的一天。
day-is-ahead = { $day } 还没到。这里要写已经过去的一天。
overdue-for = 已过期 { $count } { $unit ->
    [year] 年
    [month] 个月
   *[day] 天
    }
days-left = 还有 { $days } 天
days-over = 已过 { $days } 天
days-today = 就是今天
list-comma = 、
verdict-pass = 符合
verdict-fail = 不符合
verdict-na = 不涉及
verdict-owed = 照片后补
law-unverified = （条文未核对）
file-photo = 照片
file-pdf = PDF · 共 { $pages } 页
file-voice = 语音
language-name = 中文

share = { $percent }%
share-none = –
share-little = 不足 1%
share-nearly = 超过 99%
