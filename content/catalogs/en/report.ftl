# The anonymous report.
command-report = anonymous report
command-receipt = look a report up
home-report = Anonymous report
home-receipt = Look a report up
report-intro =
    Anonymous report
    · Your account, name, number and the time are not kept; the enterprise cannot see that there is a report.
    · Telegram, and whoever runs this server, could see who uses this bot.
    · Use your own phone and data; no faces, names or badges in photos; delete the chat afterwards.
report-closed =
    Anonymous reports are not set up here yet.
    Call 12345. People down: 120. Fire: 119.
report-about = About: { $name }
report-help = Somebody is down, or fire
report-help-on = People are safe: go on
report-begin = Begin
report-begin-first = Please tap “Begin” first. To report by telephone, tap “By phone”.
report-other-place = Not this one
report-safer = How to be safer
report-phone = By phone
report-safer-text =
    How to be safer
    · Use your own phone and data, not at work.
    · No name, shift, or what only you know.
    · No faces, hands or badges in photos.
    · Receipt on paper, no screenshot.
    · Afterwards clear this conversation.
    · After 30 idle minutes, or “Cancel”, all is gone.
report-phone-head = By phone
report-phone-text =
    Government hotline 12345, labour 12333, safety at work 12350 (if nobody answers: 12345).
    People down: 120. Fire: 119.
    Whoever answers sees your number.
    Where local rules say so, a report that leaves a way to reach you may be rewarded once it is confirmed; an anonymous one here is not.
report-cancel = Cancel, delete all
report-leave = Leave
report-left = You have left; nothing is kept here.
report-gone = What you wrote was not sent and not saved: it is gone.
report-once-more = What you just asked for is not done yet; please ask once more.
report-still-here = What you wrote is still here: tap “Begin” to continue.
report-telltale =
    Your text has{ $pages ->
        [1]{""}
       *[other] { $count } places (page { $page } of { $pages })
    }:
    { $found }
    It looks like a name, a telephone, a number or a WeChat id. The office will read it and may recognise you. Remove it?
    Only what is recognised is listed: look yourself for nicknames and what only you know.
report-telltale-drop =
    { $pages ->
        [1] Remove it and send
       *[other] Remove all { $count } and send
    }
report-telltale-keep = Send as it is
report-telltale-edit = ‹ I'll change it
report-telltale-gap = (removed)
report-cancelled = Cancelled, nothing was saved. What could be deleted from this chat is deleted.
report-cleared = This conversation is deleted. Please delete older messages yourself, in the list of chats.
report-category-ask = What is it about? When unsure, take “Something else”.
report-text-kept = Your { $length } characters are noted; choose, then go on.
report-town-ask = Where is it? Tap one, or type a part of its name.
report-town-inside = { $place }: where in it?
report-town-found = Places with “{ $find }”:
report-town-firms = No place is called “{ $find }”; these enterprises are:
report-town-none = No place with “{ $find }”. Tap “All”, or write it another way.
report-where-ask =
    { $place }: which one?
    { $total } on the list. Tap one, or type a part of its name.
report-where-many = There are too many to show. Typing finds it faster.
report-where-found = Enterprises with “{ $find }”:
report-where-elsewhere = “{ $find }” is not in { $place }; it may be in another place. Found elsewhere:
report-where-there = { $name } ({ $place })
report-where-none = “{ $find }” is not on the list. You can report it as you wrote it.
report-use-found = Use “{ $find }”
report-write-place = Describe it
report-no-name = No name
report-place-ask = Name or place: house number, crossing, what is next to it. Up to 100 characters.
report-story-ask = What happened? Please write it in one message.
report-story-hint = For instance: { $hint }.
report-story-rules = Which workshop, which work, which material; not your name. At most { $limit } characters. Photos can follow.
report-text-line = Text: { $length } characters.
report-photos-line = Photos: { $photos }/{ $limit }.
report-danger =
    Continue when people are safe.
    Is anybody in danger now? Then it can be passed on at once, and the office will know it was just sent. Urgent ones are passed on some minutes later, the others together at a fixed hour.
report-danger-now = Danger now: at once
report-danger-urgent = Urgent: in a few minutes
report-danger-calm = Not urgent: at a fixed hour
report-since-ask = Since when, roughly?
report-review = Please read it through. You can still send texts and photos.
report-review-category = About: { $category }
report-review-where = Where: { $place } { $name }
report-review-since = Since: { $since }
report-review-text = Text ({ $length }): { $text }
report-review-photos = Photos: { $photos }/{ $limit }
report-review-now = Danger now: to the office at once
report-review-urgent = Urgent: to the office in some minutes
report-review-batch = Not urgent: at a fixed hour
report-make-urgent = Make it urgent
report-make-calm = Not urgent
report-submit = Send the report
report-fix-category = Category
report-fix-place = Place
report-rewrite = Rewrite
report-no-photos = Drop { $photos } photos
report-sent =
    Received. Your receipt (shown this once):
    { $receipt }

    It is the only way to see the result. Write it on paper, no screenshot; if lost, it cannot be recovered.
    The office's replies wait there; nothing is sent to you. Come back in a few days.
report-written-down = Noted: clear this conversation
report-proof-button = Proof
report-keep = Noted: leave
report-proof =
    Proof that a report came in: number and day, nothing else.
    { $proof }

    The office cannot deny receiving it. It proves that you reported: be careful where you keep it.
report-receipt-here = That looks like a receipt; it is deleted here. To look it up, send or cancel this report, then /receipt.
error-invalid-report-photos-full = Too many people are writing just now to accept photos. Send the text first, keep the receipt, and add photos with it later.
error-invalid-report-often = Too many today; please come back tomorrow. Urgent: 12345. People down: 120. Fire: 119.
private-no-voice = No voice messages: a voice can be recognised. Please type; your keyboard's microphone turns speech into text.
private-no-video = No videos: they carry voices and data. Please take photos, or type.
private-no-file = No files: they may hold names, times and places. Please send it as a photo.
private-no-contact = No contacts: they hold numbers. Please type.
private-no-place = No locations: they are too exact. Please type where it is.
private-no-forward = No forwarded messages: they carry accounts. Please type it, or take a photo.
private-no-photo-here = Not here yet; photos come with the story.
private-no-other = This kind of message is not accepted. Please type, or send a photo.
private-help =
    Tap a button, or type its number. What you write is in memory only and is deleted after 30 idle minutes.
    /cancel deletes it. To continue, use the window above.
private-privacy =
    Not kept: account, name, number, hour.
    Of registered people nothing stored changes.
    The enterprise: never learns of a report.
    The office: reads it, not who you are.
    Telegram: knows you used this bot.
    Whoever runs the server: could see it too.
    A thief of the disk: place, day, no text.
    With the key: the content, still not you.
    Your words and photos may give you away.
    A lost receipt cannot be brought back.
    Use your own phone and data; clear the chat.
