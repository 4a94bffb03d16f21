# 网页上的设备。
devices-button = 网页登录
devices-head = 网页上的设备
devices-count = { $count ->
    [0] 还没有设备登录。
   *[other] 已登录 { $count } 台。
    }
devices-used = 最近一次：{ $day }
devices-pin-is = { $set ->
    [1] 新设备要输入六位密码。
   *[0] 还没有设密码。
    }
devices-add = 再登录一台设备
devices-pin-set = 设密码
devices-pin-change = 改密码
devices-end = 退出网页上的设备
devices-link =
    用新设备的浏览器打开这个链接，再输入六位密码：
    { $link }
    24 小时内有效，只能用一次。不要发给别人，谁有链接和密码，谁就能看到您的消息。
devices-link-gone = 链接只显示一次，这里已经不显示了。要用请再做一个。
devices-pin-ask =
    请发六位数字，不要六位都一样，也不要用生日。
    以后在新设备上登录要输入它。看过就删，不保存在对话里。
devices-pin-done = 密码设好了。
devices-end-ask =
    退出 { $count } 台设备？
    手机丢了就这样做。正在用的这台网页也会退出，再用要重新登录。
devices-end-yes = 全部退出
devices-ended = 网页上的设备都退出了。
devices-of-ask =
    { $name }：退出网页上的 { $devices } 台设备？
    手机丢了、不再负责了，就这样做。再用要重新登录，或者再发邀请。
devices-of-ended = { $count ->
    [0] 没有登录的设备了。
   *[other] 已退出 { $count } 台设备。
    }
