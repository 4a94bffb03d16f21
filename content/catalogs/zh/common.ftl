# 各处共用的短词。
back = ‹ 返回
cancel = 取消
close = 关闭
more = 更多
next = 下一页 ›
previous = ‹ 上一页
