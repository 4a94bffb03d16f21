# 扫码后选入口的小页面：网页或 Telegram。
door-lead = 有两个入口，里面是一样的，选一个就行。
door-lead-one = 从这里进。
door-web = 网页
door-web-needs = 手机自带的浏览器就能用。不用装软件，不用注册账号。
door-web-open = 打开网页
door-telegram-needs = 要先装好 Telegram，还要连得上 Telegram：国内的网络一般连不上。
door-telegram-open = 打开 Telegram
door-app-needs = 装好了、能用，上面的却打不开？
door-app-open = 直接打开 Telegram
door-wechat = 在微信里打开的：Telegram 点不开。请点右上角的三个点，选用浏览器打开，再选入口。举报也请这样，微信可能知道网址。
door-keeps = 这个页面不保存什么，也不记谁打开过。
door-no-script =
    这个浏览器没有开 JavaScript，“打开网页”用不了，码里的内容也带不过去。
    请换手机自带的浏览器；或者在 Telegram 里发给机器人：/start，空一格，再加网址里 # 后面的字。
