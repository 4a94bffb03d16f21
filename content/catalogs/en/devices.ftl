# Devices on the page in a browser.
devices-button = Web login
devices-head = Devices on the web page
devices-count = { $count ->
    [0] No device is logged in.
    [1] 1 device is logged in.
   *[other] { $count } devices are logged in.
    }
devices-used = Last used: { $day }
devices-pin-is = { $set ->
    [1] A new device is asked for the six-digit PIN.
   *[0] No PIN is set.
    }
devices-add = Log in another device
devices-pin-set = Set a PIN
devices-pin-change = Change the PIN
devices-end = Sign out web devices
devices-link =
    Open this link in the browser of the new device, then type the six-digit PIN:
    { $link }
    It works once, within 24 hours. Pass it on to nobody: with link and PIN your messages can be read.
devices-link-gone = The link is shown once and is gone from here. Make another one if you need it.
devices-pin-ask =
    Send six digits, not all the same, and no birthday.
    New devices are asked for them. The message is deleted at once and not kept.
devices-pin-done = The PIN is set.
devices-end-ask =
    Sign out all devices ({ $count })?
    Do this if a phone is lost. The page you are using is signed out as well; to use it again you need to log in.
devices-end-yes = Sign out all
devices-ended = All devices on the web page are signed out.
devices-of-ask =
    { $name }: sign out all devices on the web page ({ $devices })?
    Do this if a phone is lost or somebody has left. They need to log in again, or a new invite.
devices-of-ended = { $count ->
    [0] No device was logged in.
    [1] 1 device was signed out.
   *[other] { $count } devices were signed out.
    }
