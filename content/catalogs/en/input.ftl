# Replies to messages of no use; the command menu.
input-buttons = Please tap a button above, or type its number, for example 1.
input-other = This kind of message is of no use here. Please send text or a photo, or tap a button.
input-video = Videos cannot be taken. Please send photos, or describe it.
input-again = What you just sent was not taken: that step is gone. Please send it again in the window below.
input-edited = Edited messages do not count. Please send a new one.
input-forwarded = Forwarded messages cannot be taken. Please take the photo or type it yourself.
input-photo-not-here = No photo is needed at this step. Go back to the question it belongs to.
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
