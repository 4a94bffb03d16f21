# Replies to messages of no use; the command menu.
input-buttons = Please tap a button below, or type its number, for example 1.
input-button-elsewhere = “{ $label }” is a button of another page and was not saved. Please write what is asked here, or tap a button below.
input-other = This kind of message cannot be used here. Please send text or a photo, or tap a button.
input-unread = The program cannot read this kind of message yet; it was not saved. Please type it, or send a photo.
input-tap-unread = This button no longer works. Send /start to go on from the start page; nothing you entered is lost.
input-video = Videos are not accepted. Please send photos, or describe it.
input-again = What you just sent was not saved: that step is over. Please send it again in the window below.
slow-answer = The server is slow at the moment and still working on it. Please wait, no need to send it again.
input-edited = Edited messages do not count. Please send a new one.
input-forwarded = Forwarded messages are not accepted. Please take the photo or type it yourself.
input-photo-not-here = This step takes no photos or files. Please go to the page that asks for them first.
input-caption-not-kept = The words under it, “{ $caption }”, were not saved either.
input-voice-not-here = No voice message at this step; please type.
command-start = Home
command-check = Self-check
command-tasks = Corrections
command-office = Office
command-language = 语言 Language
command-privacy = About and privacy
command-help = Help
command-cancel = Leave this step
command-unknown = No such command. There are: /start, /check, /tasks, /help.
sentence-needed =
    { $asked ->
        [measure] Write what is done about it, for example: an extraction hood at the grinding bench. The day is asked next.
        [person] Write the name of who is responsible, for example: Wang Jianguo.
        [na] Write why it does not apply, for example: nothing is painted here.
        [late] Write why it takes longer, for example: the fan is ordered and comes next month.
        [refuse] Write why not, for example: new filter bags do not take a month.
        [reject] Write why it goes back, for example: the photo shows no hood.
        [overturn] Write what is wrong, for example: there is no hood.
        [decide] Write the reason, for example: seen on site, the machine stands still.
        [hand] Write why it is handed on, for example: this is the health department's.
        [recall] Write why it is recalled, such as: a figure was wrong.
        [void] Write why it is void, such as: it was the wrong enterprise.
       *[other] Write the reason, for example: the district has changed its plan.
    }
