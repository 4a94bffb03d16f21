# Records of duties: what was done, on which day, with files; handed up, taken or returned.
record-noted = Noted. You can send files now.
record-whose = { $whose } · { $day }
record-no-words = (no note)
record-files = Files: { $count }
record-how = Type to change the note; send photos, PDF, Word or Excel files to add them.
record-label = { $state ->
    [sent] ⇧ { $day } · { $words }
    [received] ✓ { $day } · { $words }
    [returned] ↩ { $day } · { $words }
   *[kept] { $day } · { $words }
    }
record-state = { $state ->
    [sent] Handed in to { $to } on { $day }, not yet received.
    [received] Received by { $to } ({ $day }).
   *[returned] Returned by { $to } ({ $day }): { $reason }
    }
record-see-files = Files { $files }
record-files-gone = The files are not on this machine any more. Please ask the operator.
record-send = Hand in to { $to }
record-set-day = Change day
record-remove = Withdraw
record-receive = Received
record-return = Return
record-ask-day = On which day was it done? Type it: 12 May, 2026-05-12.
record-ask-reason = Why return it? Say in a sentence what is missing; they will see it.
record-sent = Handed in; the office above will be told.
record-received = Received; they will be told.
record-returned = Returned; they are told why.
record-closed = It is handed in and takes no more files. If it is returned, you can add some.
record-waiting-head = { $count ->
    [0] Nothing is waiting to be received.
   *[other] Handed in and not yet received: { $count }
    }
record-answered-head = Received or returned: { $count }
record-to-answered = Earlier ones
record-to-reported = Handed up
record-reported-head = { $count ->
    [0] Nothing has been handed in to the office above yet.
   *[other] Handed in to the office above: { $count }, waiting { $waiting }, returned { $returned }. ↩ marks what was returned: open it, add files and hand it in again.
    }
record-from = { $state ->
    [received] ✓ { $whose } · { $title }
    [returned] ↩ { $whose } · { $title }
   *[sent] { $whose } · { $title }
    }
duties-to-standing = Standing { $standing }
duties-to-handed-in = Handed in { $handed_in }
duties-standing-head =
    { $count } standing duties: the plan sets no date; they are done throughout the campaign.
    Record each time it is done; the number shows how often.
duties-standing-one = { $title } · { $count }
duties-no-day = No date set; at any time
duties-outside = This is done by { $who }; your office deals with them.
duties-how-more =
    {""}
    Done once more? Write a sentence, or send the papers (photo, PDF, Word, Excel), and it is recorded.
own-duties-button = Other duties
own-duties-head =
    Besides the form, the plan asks this of enterprises.
    When one is done, open it and write a sentence or send the papers.
own-duties-one = { $title } · { $count }
own-duties-due = By { $day }
own-duties-how = When it is done, write a sentence or send the papers (photo, PDF, Word, Excel) here, then tap “Hand in”.
outbox-record-sent = { $place } handed in papers: { $duty }. Please tap “Received” or “Return”.
outbox-record-sent-several = { $count } papers are waiting for you to receive: { $names }
outbox-record-received = { $place } received the papers: { $duty }.
outbox-record-received-several = { $count } papers were received by the office above: { $names }
outbox-record-returned = { $place } returned the papers: { $duty }. Reason: { $reason }
outbox-button-record = See papers
mail-to-records = Receive papers
error-invalid-record-day = That day is still to come. Please give the day on which it was done.
error-invalid-record-reason = Please say in a sentence why it is returned.
error-conflict-record-empty = There is no note and no file yet. Please write a sentence or send a file first.
error-conflict-record-top = There is no office above to hand it in to; it is kept here.
error-invalid-paper = Only photos, PDF, Word (docx) and Excel (xlsx) are accepted here. Please send one of these.
error-invalid-office-old = Old formats (doc, xls, wps), files with macros and files with a password are not accepted. Please save it as docx, xlsx or PDF.
error-invalid-office-broken = This file cannot be opened; it may be damaged. Please open it on a computer, save a copy and send that.
error-invalid-office-acts = The file contains macros or embedded files, or loads content from elsewhere, and cannot be passed on. Please save it as PDF.
error-invalid-office-large = The file is too large or too complicated. Please split it, or save it as PDF.

# Circulars between offices: from above to those below, at whatever depth, with files; they read and answer.
circular-kind = { $kind ->
    [urge] Urgent
    [criticism] Criticism
    [make_up] Catch-up
   *[report] Circular
    }
duties-to-circulars = Circulars { $circulars }
circular-head = { $count ->
    [0] No circular has come from above yet.
   *[other] From above: { $count }, to be read or answered: { $open }
    }
circular-sent-head = Sent to offices below: { $count }. Open one to see who has not read or answered.
circular-label = { $state ->
    [open] ○ { $kind } · { $words }
    [recalled] ✗ { $kind } · { $words }
   *[done] ✓ { $kind } · { $words }
    }
circular-write = Write to offices
circular-to-sent = Sent { $sent }
circular-from = { $kind } · { $place } · { $day }
circular-of = { $kind }: { $words }
circular-due = Answer by { $day }
circular-no-answer = No answer required
circular-read = { $read ->
    [yes] Read
   *[no] Please tap “I have read it” afterwards.
    }
circular-your-answer = Answer: { $answer }
circular-mark-read = I have read it
circular-to-answer = Answer
circular-ask-answer = Type the answer, at most 500 characters. The office above is told; writing again replaces it.
circular-answered = Answered; the office above will be told.
circular-ask-kind = Which kind? “Catch-up” asks offices to do what they have not done.
circular-ask-text = Type what it says, at most 1,500 characters: first the situation, then what is to be done.
circular-ask-whom =
    To which offices? { $count } of { $all } chosen; tap a name to remove or add it.
    Listed: { $where }
circular-office = { $chosen ->
    [yes] ☑ { $place }
    [empty] ☑ { $place } (nobody there)
   *[no] ☐ { $place }
    }
circular-right-below = directly below
circular-branch = { $place } › ({ $chosen }/{ $all })
circular-all = All here / none
circular-deep = With all below / none
circular-up = One level up
circular-how-files = Send files (photos, PDF, Word, Excel; at most 9) here; they go with it.
circular-no-files = Remove files
circular-whom-done = Done { $count }
circular-ask-day = By which day should they answer? Type it: 12 May, 2026-05-12. Offices that have not are reminded the day before.
circular-no-day = No answer required
circular-check = Please check: { $kind }, to { $count } offices below
circular-send = Send
circular-change = Change text
circular-discard = Discard
circular-sent = Sent. Under “Sent” you see who has read or answered it.
circular-discarded = Not sent; the draft is deleted.
circular-line-answered = ✓ { $place }: { $answer }
circular-line = { $state ->
    [nobody] ○ { $place }: nobody in the office yet
    [unread] ○ { $place }: not read
   *[read] { $wanted ->
        [yes] ◑ { $place }: read, not answered
       *[no] ✓ { $place }: read
        }
    }
circular-recall = Recall
circular-correct = Correct
circular-recall-ask =
    Once recalled, nobody has to read or answer it; offices that have it are told, and the list says so. To change what it says, use “Correct”.
    Why is it recalled? Write a sentence; the offices below read it too.
circular-recalled = Recalled; the offices that have it will be told.
circular-correcting = This is a correction: once sent it takes the place of the first, which nobody has to read or answer any more.
circular-corrects = Corrects the one of { $day } and takes its place
circular-ended = { $state ->
    [corrected] ✗ Corrected on { $day }: see the new one
   *[recalled] ✗ Recalled on { $day }: { $reason }
    }
outbox-circular-recalled = { $place } recalled { $kind ->
    [urge] the urgent reminder
    [criticism] the criticism
    [make_up] the request to catch up
   *[report] the circular
    }. It need not be read or answered.{ $reason ->
    [none] {""}
   *[other] {" "}Reason: { $reason }
    }
outbox-circular-corrected = { $place } corrected { $kind ->
    [urge] the urgent reminder
    [criticism] the criticism
    [make_up] the request to catch up
   *[report] the circular
    }. The new one takes its place; please read it and tap “I have read it”.
outbox-circular-corrected-answer = { $place } corrected { $kind ->
    [urge] the urgent reminder
    [criticism] the criticism
    [make_up] the request to catch up
   *[report] the circular
    }. The new one takes its place; please answer by { $due }.
error-conflict-circular-recalled = This one was recalled or corrected; it need not be read or answered.
error-conflict-circular-corrected = This one was corrected already; please correct the new one.
outbox-circular = { $place } sent { $kind ->
    [urge] an urgent reminder
    [criticism] a criticism
    [make_up] a request to catch up
   *[report] a circular
    }. Please read it and tap “I have read it”.
outbox-circular-answer = { $place } sent { $kind ->
    [urge] an urgent reminder
    [criticism] a criticism
    [make_up] a request to catch up
   *[report] a circular
    }. Please answer by { $due }.
outbox-circular-due = Not answered yet: { $kind ->
    [urge] the urgent reminder
    [criticism] the criticism
    [make_up] the request to catch up
   *[report] the circular
    } of { $place }, due { $due }.
outbox-circular-answered = { $place } answered { $kind ->
    [urge] the urgent reminder
    [criticism] the criticism
    [make_up] the request to catch up
   *[report] the circular
    }.
outbox-circular-answered-several = { $count } answers from below: { $names }
outbox-button-circular = See it
error-invalid-circular-kind = There is no such kind; please choose one of the buttons.
error-invalid-circular-nobody = Nobody is chosen yet; please choose an office.
error-invalid-circular-day = That day has passed; please give today or a later day.
