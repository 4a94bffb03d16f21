# The small page behind a printed code: the page or Telegram.
door-lead = Two ways in, to the same place. Choose one.
door-lead-one = Come in here.
door-web = Web page
door-web-needs = Your phone's own browser is enough. Nothing to install, no account to open.
door-web-open = Open the web page
door-telegram-needs = Needs Telegram installed, and a network that reaches it: in mainland China it is mostly blocked.
door-telegram-open = Open Telegram
door-app-needs = Telegram works here, but the button above does not?
door-app-open = Open the app directly
door-wechat = Opened in WeChat: Telegram cannot be opened from here. Tap the three dots at the top, choose to open it in the browser, then choose a way in. Please do so to report, too: WeChat may know the address.
door-keeps = This page stores nothing and does not record who opened it.
door-no-script =
    JavaScript is off in this browser: the web page cannot open, and what the code says is not carried over.
    Please use your phone's own browser; or send the bot in Telegram: /start, a space, and what stands after # in the address.
