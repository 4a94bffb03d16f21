# Looking a report up by its receipt.
receipt-enter =
    Please send the 16 digits, for instance 4821 0937 5516 2048.
    They are deleted from the chat at once.
    If they are lost, nothing can be looked up; you can send a new report.
receipt-like =
    These digits look like a mistyped receipt ({ $digits } received); they were not saved and nobody got them.
    A receipt has 16 digits: check your copy and send it again. If it is not a receipt, tap “Leave”: check a credit code against the licence, send other numbers as a photo.
receipt-like-within =
    This message contains a long number that looks like a receipt, so none of it was saved and nobody got it.
    If it is a receipt: send only its 16 digits, and delete the message above. If not: tap “Leave” and send it without the number, or as a photo.
receipt-wrong-length = A receipt has 16 digits, you sent { $digits }. Please copy it again.
receipt-wrong-sign = A receipt has digits only ({ $digits } received). Please copy it again.
receipt-wrong-slip = One digit is wrong ({ $digits } received). Check your copy.
receipt-unknown = There is no such receipt: mistyped, or closed long ago and destroyed. Check your copy.
receipt-wait = Too many wrong attempts. Please try again in { $minutes } minutes.
receipt-head = { $number } · received { $day }
receipt-state-received = Received; it goes to the office at the next fixed hour.
receipt-state-waiting = With the office, not yet accepted.
receipt-state-accepted = Accepted, being looked into.
receipt-state-asked = The office has a question for you.
receipt-state-closing = You asked to end it; it stops at the next fixed hour.
receipt-state-closed = Closed { $day }: { $result }
receipt-result-true = true, dealt with
receipt-result-partly = true in part, that part dealt with
receipt-result-untrue = checked, not found to be true
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
receipt-nothing-said = There are no messages yet.
receipt-add-ask = Write what you want to add or ask, or send photos. At most { $limit } characters. Do not write your name.
receipt-send = Send to the office
receipt-drop = ‹ Do not send
receipt-add-danger = What you add is passed on at the next fixed hour. If somebody is in danger now: call first, then send a new report and choose “Danger now”.
receipt-added = Noted; it goes to the office at the next fixed hour.
receipt-closing = Done.
receipt-close-ask =
    The office then stops looking into it.
    Anything not yet passed on is destroyed. You can reopen it by adding something with the receipt.
receipt-close-yes = End this report
