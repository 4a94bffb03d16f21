# 各处共用的短词。
back = ‹ 返回
cancel = 取消
close = 关闭
unfinished-taken-up = 上次没填完的还在，接着填就行。
confirm-changed = 内容刚才变了，还没有办。请看清楚下面的，再点一次。
more = 更多
next = 下一页 ›
page-line = 第 { $page }/{ $pages } 页
previous = ‹ 上一页
