# Looking a report up by its receipt.
receipt-enter =
    Please send the 16 digits, for instance 4821 0937 5516 2048.
    They are deleted from the chat at once.
    If they are lost, nothing can be looked up; you can report anew.
receipt-like =
    These digits look like a mistyped receipt of a report ({ $digits } came); they were not kept and went to nobody.
    A receipt has 16 digits: please compare and send it again. If it is none, tap “Leave”: check a credit code against the licence, send other numbers as a photo.
receipt-like-within =
    There is a long number in this, like the receipt of a report; nothing of the message was kept, nobody got it.
    A receipt: send only its 16 digits, and delete the message above. If not: tap “Leave” and send it without the number, or as a photo.
receipt-wrong-length = A receipt has 16 digits, these were { $digits }. Please copy it once more.
receipt-wrong-sign = A receipt is digits only ({ $digits } came). Please copy it once more.
receipt-wrong-slip = One digit is wrong ({ $digits } came). Check your copy.
receipt-unknown = There is no such receipt: mistyped, or closed long ago and wiped. Check your copy.
receipt-wait = Too many wrong ones. Please try again in { $minutes } minutes.
receipt-head = { $number } · received { $day }
receipt-state-received = Received; goes to the office at a fixed hour.
receipt-state-waiting = With the office, not yet accepted.
receipt-state-accepted = Accepted, being looked into.
receipt-state-asked = The office asks you something.
receipt-state-closing = You asked to end it; it stops at the next fixed hour.
receipt-state-closed = Closed { $day }: { $result }
receipt-result-true = true, dealt with
receipt-result-partly = true in part, that part dealt with
receipt-result-untrue = not found to be so
receipt-result-elsewhere = for another office, see below
receipt-result-withdrawn = withdrawn by you
receipt-result-spam = not taken as a report
receipt-holders = With: { $holders }
receipt-holder = { $place } { $department }
receipt-pending = What you added goes to the office at the next fixed hour.
receipt-last = { $office }, { $day }:
receipt-office = The office
receipt-you = You
receipt-add = Add, or ask the office
receipt-answer = Answer the office
receipt-all-said = All { $said } messages
receipt-close = End this report
receipt-clear = Clear this conversation
receipt-said-head = { $number }/{ $total } · { $who } · { $day }
receipt-said-photos = ({ $photos } photos)
receipt-nothing-said = Nothing was said yet.
receipt-add-ask = Write what to add or to ask, or send photos. At most { $limit } characters. Not your name.
receipt-send = Send to the office
receipt-drop = ‹ Do not send
receipt-add-danger = What you add goes on at the next fixed hour. If somebody is in danger now: call first, then send a new report and choose “Danger now”.
receipt-added = Noted; it goes to the office at the next fixed hour.
receipt-closing = Done.
receipt-close-ask =
    The office then looks no further.
    What it was not told yet is wiped. Adding with the receipt opens it again.
receipt-close-yes = End this report
