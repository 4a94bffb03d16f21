# QR codes to print: invitations for enterprises, posters for workers.
qr-invite-title = Self-check on dust and toxic substances
qr-invite-steps =
    Install Telegram and scan the code above.
    Tap “Join” and answer one question after the other; each is explained.
    Put right what you find, and take a photo of it.
qr-invite-steps-page =
    Scan the code above: a page opens, nothing has to be installed.
    Give your name, tap “Join” and answer one question after the other; each is explained.
    Put right what you find, and take a photo when it is done.
qr-invite-steps-both =
    Scan the code above; choose the web page (nothing to install) or Telegram (installed, and within reach).
    Tap “Join” and answer one question after the other; each is explained.
    Put right what you find, and take a photo when it is done.
qr-invite-small = The code is for this enterprise and works once; colleagues then use the share code.
qr-invite-note = { $place } · until { day-of-month }
qr-poster-title = Dust or toxic fumes at work?
qr-poster-steps =
    Scan the code with your own phone, not over the company's network.
    Tap the answers, write a sentence, send photos if you have some. No name is needed.
    Keep the 16 digits of the receipt and come back for the answer.
qr-poster-steps-page =
    Scan the code with your own phone, not over the company's network: a page opens, nothing has to be installed.
    Tap the answers, write a sentence, send photos if you have some. No name is needed.
    Keep the 16 digits of the receipt and come back for the answer.
qr-poster-steps-both =
    Scan the code with your own phone, not over the company's network; choose the web page (nothing to install) or Telegram.
    Tap the answers, write a sentence, send photos if you have some. No name is needed.
    Keep the 16 digits of the receipt and come back for the answer.
qr-poster-small = Your name, number and account are not kept. How reports are kept secret: tap “How to be safer” after scanning. In an emergency leave first, upwind, then call 120 or 119.
qr-poster-phones = You can also call (they see your number):
qr-poster-note = { $place }
qr-file-invites = invitations_{ $place }
qr-file-posters = posters_{ $place }
