# 匿名举报、查询举报里共用的话。
error-private = 这一步没办成，请再试一次。
notice-private-gone = 那一步已经过期，写的都没有保存。要举报请重新开始。
notice-private-old = 这个页面过期了，请看下面的。
notice-private-open = 下面这件还没写完，写的都在。要退出，请点“取消”或“退出”，也可以发 /cancel。
private-way-home = 首页

# 分不清是写给哪一步的消息：先不记下，问一句。
held-after-start = 程序刚重新启动过，您发的还没有记下（{ $count } 条）。是写给原来打开的那一页的吗？
held-after-leaving = 刚才那一段已经结束，您发的还没有记下（{ $count } 条）。是写给原来打开的那一页的吗？
held-take = 是，记到那一页
held-drop = 不是，不要了
held-dropped = 好的，没有保存。
held-gone = 那条已经不在了，请再发一次。
held-many = 先回答上面那一问，再接着发。这一条没有收下。
