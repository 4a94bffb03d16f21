# How an office deals with anonymous reports. No content in lists; content has a window of its own.
cases-head = Anonymous reports
cases-counts = Open { $open } · to accept { $waiting } · overdue { $overdue }
cases-none = No report is open.
cases-not-here =
    Anonymous reports are not set up here.
    The operator runs chenan keys new and sets CHENAN_REPORT_KEY_FILE.
# mark: urgent, mine (I accepted it), waiting, accepted, asked
cases-one = { $mark ->
    [urgent] !
    [mine] me
    [waiting] new
    [asked] ask
   *[other] open
    } { $category } · { $when } · { $number }
cases-late = { $days } d late
cases-left = { $days ->
    [0] today
   *[other] { $days } d left
    }
cases-closed-one = { $category } · { case-result } · { $number }
cases-to-closed = Closed { $closed }
cases-to-visits = Inspections { $visits }
cases-to-figures = Figures
cases-to-help = How it works
cases-office = ‹ Office
cases-closed-head =
    { $count } closed.
    Text and photos are destroyed { $days } days after closing.
cases-figures-head = Reports you may open, open and closed
cases-figures-none = None at present.
cases-figures-one = { $name } { $count }
cases-figures-result = { $result ->
    [open] open
   *[other] { case-result }
    } { $count }
cases-figures-note = Only reports you may open are counted; destroyed ones are not.
cases-help =
    How it works
    · New reports come at { $hours }, urgent ones within minutes. Who sent them, and when, is not known.
    · The sender's account is not stored: nobody can be traced or blocked; a report can only be marked as spam.
    · Answers are read with the receipt number. The sender is not notified, and you cannot tell whether an answer was read.
    · Do not forward or photograph reports, or mention them at the enterprise; inspect some days later, together with other enterprises.
    · Every time a report is opened, that is recorded.
    · Closed reports are destroyed after { $days } days.

case-result = { $result ->
    [true] true, dealt with
    [partly] true in part
    [untrue] not true
    [elsewhere] not ours
    [withdrawn] withdrawn
   *[spam] spam
    }
case-head = Report { $number }{ $urgent ->
    [0] {""}
   *[other] {" "}· urgent
    }
case-category = { $category } · received { $day }
case-is-closed = Closed: { case-result }
case-is-waiting = Not accepted yet
case-is-accepted = { $whose ->
    [mine] Yours
    [other] A colleague's
   *[nobody] Being dealt with
    }
case-is-asked = { $whose ->
    [mine] You asked; no answer yet
   *[other] A colleague asked; no answer yet
    }
case-owes = , { case-owed } by { $day }
case-owes-late = , { case-owed } was due { $day }
case-owed = { $what ->
    [accept] acceptance
    [answer] an answer
   *[result] the result
    }
case-about = About: { $name }
case-since = Since: { $since }
case-alike = Same text or photo as { $numbers } ({ $count } in all)
case-same-place = { $count } more about the same enterprise
case-said = ◦ { $who } { $day }
case-who = { $author ->
    [worker] Sender
    [note] Note ({ $office } { staff-department })
   *[office] { $office } { staff-department }
    }
case-photos-of = ({ $count ->
    [one] 1 photo
   *[other] { $count } photos
    })
case-locked =
    The text cannot be opened here: the private key is on another server, which can send it to you.
    If nothing comes, the key may still be locked: please tell the operator.
case-send-me = Send it to me
case-send-me-done = On its way; it cannot be forwarded. Delete it when you have read it.
case-accept = Accept
case-accepted = Accepted.
case-photos = Photos { $photos }
case-no-photos = The photos cannot be opened, or are gone.
case-ask = Ask
case-answer = Answer
case-hand-on = Hand on
case-inspect = Plan a visit
case-close = Close
case-spam = Mark as spam
case-reopen = Open again
case-reopened = Open again, assigned to you.
case-to-list = ‹ All reports
case-to-one = ‹ Do not send
case-spam-ask =
    Mark report { $number } as spam?
    It is closed, and destroyed after { $days } days. The sender is unknown and cannot be blocked.
case-spam-yes = Mark as spam
case-spam-done = Marked as spam.
case-ask-text =
    What do you want to ask? Tap, or type up to { $limit } characters.
    No names, shifts, or what only one person could know.
case-answer-text =
    What do you want to say? Tap, or type up to { $limit } characters.
    The sender reads it with the receipt number and is not notified.
case-result-ask = What did the check find?
case-result-shared = Another department has it too: “not ours” leaves it to them.
case-result-text =
    Result: { $result }
    What should the sender read? Tap, or type up to { $limit } characters.
case-confirm-head = { $what ->
    [ask] Ask about { $number }:
    [answer] Answer to { $number }:
    [close] Close { $number }; the sender reads:
   *[hand_on] Hand { $number } on; the other office reads:
    }
case-confirm-result = Result: { case-result }
case-confirm-to = To: { staff-department }, { $place }
case-confirm-unsent = If you leave without sending, it is kept only until the program restarts.
case-confirm-note = { $what ->
    [hand_on] The sender does not see this, only that another department has it.
   *[other] Sent in the office's name, not yours.
    }
case-send = Send
case-left-draft = Continue the unsent text
case-again = Rewrite
case-ask-done = Asked; the sender answers with the receipt number.
case-answer-done = Answered.
case-close-done = Closed.
case-left = Left to the other department.
case-hand_on-done = Handed on; they are told in the next batch.
case-department-ask = To which department?
case-place-ask = { $department }: in which place? { $name }
case-place-here = Here
case-place-up = ‹ Up
case-reason-ask = Why? Tap, or type up to { $limit } characters.
case-reason = { $reason ->
    [duty] It is your duty
    [place] It is in your area
   *[both] Both are responsible: please join in
    }
case-day-ask =
    On which day? Tap one, or type a date.
    The inspection sheet does not mention the report. Wait some days and visit other enterprises too, so that the visit does not give away its reason.
case-day-unclear = Write a day from tomorrow on, within 90 days, such as 3 December.
case-weekday = { $day } { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
   *[5] Fri
    }
case-enterprise-ask =
    Which enterprise, on { $day }? The report says: { $about }
    Type part of its name, then tap. { $find }
case-enterprise-none = None found. Try other words.
case-inspect-done = Planned; it is among the inspections.
case-said-last = { $count } messages so far, the last on { $day }, { $author ->
    [worker] by the worker
    [office] by an office
   *[note] a note on handing it on
}.
office-cases = Reports { $cases }
