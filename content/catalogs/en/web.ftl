# The page in a browser.
web-title = Chen'an
web-no-script = This page needs JavaScript. Please use your phone's own browser, or dial 12345.
web-lead = Thick dust, strong fumes, fans that stand still at work? Report it here without a name, or look a report up by its receipt.
web-danger = Somebody has collapsed: dial 120. Fire: dial 119.
web-report = Anonymous report
web-receipt = Look up a report
web-memory = No registration, no name. What you write is in the server's memory only, and is deleted after 30 idle minutes.
web-who = Who can know what
web-close = Close
web-end = End
web-end-ask =
    End this conversation?
    What was not sent is deleted, and the page is cleared. Copy your receipt first.
web-end-yes = End and clear all
web-end-no = Not yet
web-ended = Ended; nothing is left here. The address is still in your browsing history: please delete it.
web-again = Back to the start
web-gone = Nothing was done for 30 minutes, or the server was restarted: this conversation is gone. What was submitted is safe; look it up by its receipt.
web-size = Text size
web-language = Language
web-menu = Page settings
web-chat = Conversation
web-mine = Me:
web-theirs = Chen'an:
web-buttons = Buttons of this message
web-write = Write a message
web-write-hint = Message
web-send = Send
web-photo = Photo
web-voice = Voice
web-photo-sent = Photo
web-photo-large = The photo is above 20 MB and was not sent.
web-sending = Sending…
web-new = New
web-offline = No network. What you wrote is still on this page and is sent once, when you are online.
web-slow = The server is slow at the moment and still working on it. Please wait, no need to tap again.
web-busy = The server could not do it just now. Please wait; it is sent again by itself.
web-failed = That was not sent. Please try again.
web-ok = OK
web-spoiler = Hidden text, tap to read
web-wechat = You are in WeChat. Tencent may know that you opened this address. Tap the three dots at the top and choose to open it in the browser.
web-join = This is a link of the safety office. Tap "Next"; the chat asks which enterprise you join.
web-name = Your name
web-join-on = Next
web-join-again = The connection was lost; the link was opened again. Please go on.
web-typed = What you wrote before; tap to put it back:
web-join-keeps = This phone keeps a key, so that you need not sign in again. Not your own phone? Tap "End" afterwards.
web-desk = Open now
web-login = Open your page on this device.
web-pin = Six-digit PIN
web-login-on = Log in
web-file = File
web-leave-ask =
    Sign this phone out?
    What you filled in stays. To use it here again, tap "Web login" on another device, or ask the office for another link.
web-device-gone = This phone is signed out. Tap "Web login" on another device, or ask the office for another link.
web-mine-again = Back to my page
home-privacy-text-web =
    Kept: enterprise, code, address, answers, notes, photos, voice, files, names in plans, phone and e-mail if given, the name you wrote, the messages here.
    Not kept: network address, browser, place (removed from photos, not from PDFs).
    This phone keeps a key; the server keeps the day it was last used.
    Never send medical results; cover names on photos.
    Seen by: your colleagues here, the supervising offices; a guest sees one finding.
    A form is your own report: no certificate, no waiver of liability.
web-join-operator = This is a link for operators. After “Next”, you are told here when the program fails.
web-withheld = What concerns a report is not kept: only the device that opened it can show it.
web-protected = Shown only on this device and stored nowhere. Please take no screenshots and do not pass it on.
web-home = Home
report-intro-web =
    Anonymous report
    · Your account, name, number, network address and the time are not kept; the enterprise cannot see that there is a report.
    · Your network, and whoever runs this server, could see who uses this page.
    · Use your own phone and data; no faces, names or badges in photos; tap "End" afterwards.
private-privacy-web =
    Not kept: account, name, number, network address, hour, the original photo.
    This page: holds a random session number only, until you tap "End" or close it.
    The enterprise: never learns of a report.
    The office: reads it, not who you are.
    The network (the company's Wi-Fi, your carrier): knows that you opened this site, not what you write.
    The browser: has a history; in WeChat, Tencent may know the address.
    Whoever runs the server: could see who uses it, network address included.
    A thief of the disk: place, day, no text.
    Your words and photos may give you away; a lost receipt cannot be brought back.
    Use your own phone and data; tap "End" and delete the browsing history.
web-stop-ask = Stop unread alerts to { $address }? Messages stay on the page.
web-stop-yes = Stop
web-stop-done = Stopped, and the address is deleted. { $address } gets no more unread alerts; messages stay on the page.
web-stop-gone = Nothing to stop here: this address gets no unread alerts any more, or the link is an old one. If alerts still come, use the link in the newest e-mail, or “Unread alerts” under “More” on the page.

# Sentences as they are said on the page: the key of the sentence elsewhere, with -web behind it.
error-network-web = The connection broke off just now. What you entered is kept; the reply may or may not have arrived. Please tap “Home” above to see where you are.
error-not-allowed-web = You are not allowed to do this. If you changed enterprise, tap “Home” above; if in doubt, ask the head of your office.
error-not-found-web = This no longer exists. Please tap “Home” above to see where things stand.
input-tap-unread-web = This button no longer works. Tap “Home” above to go on; nothing you entered is lost.
command-unknown-web = No such command. Tap “Home” above and go on from there.
staff-joined-web = You have joined. Tap “Home” above to come back here.
home-help-text-web =
    · “Home” above leads to the start at any time: the self-check and corrections begin there.
    · Every answer is kept; stop any time.
    · Buttons can be typed: 1, 2, 3 …
    · Photos: up to 9 a question, several at once.
    · Typed text is the question's note.
    · Several phones can work on one form: a code under “Colleagues and enterprise”.
    · Text too small? Tap AA above. Another phone? “Web login” under “More”.
notice-private-open-web = The step below is not finished; everything you wrote is there. To leave, tap “Cancel” or “Leave”.
report-receipt-here-web = That looks like a receipt; it is deleted here. To look it up, send or cancel this report, then tap “Look up a report”.
report-cleared-web = This conversation is deleted.
private-help-web = Tap a button, or type its number. What you write is in memory only and is deleted after 30 idle minutes. To leave, tap “Cancel”, or “End” above. To continue, use the window above.
