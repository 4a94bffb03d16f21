### What the bot sends people unasked: one sentence or two each, no markup; short words on buttons.

## What another phone of the same enterprise did
# enterprise: its name; number: of the self-check form
outbox-of-campaign = [{ $place } · { $plan }] { $text }
outbox-submitted = The self-check form of { $enterprise } has been handed in, number { $number }. Another phone of your enterprise did it.
outbox-withdrawn = The self-check form of { $enterprise } (number { $number }) has been taken back to be corrected. Another phone of your enterprise did it; it has to be handed in again.

## Rectification
# question: code of the question, such as Q03.1
outbox-comment = { $enterprise }: the person responsible left a remark on the finding of question { $question }. Tap below to read it.
outbox-button-finding = See the finding

## Offices
# name: the new colleague; place; role, department: the seat
outbox-staff-joined = { $name } joined { $place } with your link: { staff-seat }. If you do not know them, remove their access under “Staff”.

## Anonymous reports: how many, never which
# count: how many; urgent: how many of them are urgent
outbox-reports-new = { $count ->
    [one] There is 1 new report
   *[other] There are { $count } new reports
    }{ $urgent ->
    [0] {""}
   *[other] , { $urgent } of them urgent: please look at once
    }.
outbox-reports-more = { $count ->
    [one] A worker has added to 1 report
   *[other] Workers have added to { $count } reports
    }{ $urgent ->
    [0] {""}
   *[other] , { $urgent } of them urgent
    }.
outbox-reports-late = { $count ->
    [one] 1 report is
   *[other] { $count } reports are
    } past the time limit{ $urgent ->
    [0] {""}
   *[other] , { $urgent } of them urgent
    }.
outbox-button-cases = See reports
# enterprise; measure: of the plan; due_…: the day as it is now; wanted_…: the day asked for
outbox-extension = { $enterprise } asks for more time: { $measure }. Due { $due }, wanted { $wanted }.
outbox-button-extension = See it
outbox-extension-granted = { $enterprise }: more time for “{ $measure }” granted; it is now due on { $due }.
outbox-extension-refused = { $enterprise }: more time for “{ $measure }” was refused; it is still due on { $due }. Reason: { $answer }

## A campaign begins (the one message to offices)
outbox-button-home = Home
outbox-button-office = Office
opening-head = { $place } begins: { $title }
opening-phase = · { $phase }: { $days }
opening-form = Self-check forms: by { $day }
opening-form-open = Self-check forms: due date not set yet; { $place } sets it
opening-line-due = , forms by { $day }
opening-line-open = , due date for the forms not set yet
opening-over = Already past: { $over } (no reminders for these)
opening-over-count = { $count } already past; no reminders for these
opening-unset = Dates to be set: { $unset }
opening-unset-count = { $count } phases have no dates yet
opening-enterprises = { $enterprises } enterprises; they are reminded once they have joined.

## Recusal: nobody else can act in the office below
outbox-recused = “{ $enterprise }” in { $place }: the office there has a conflict of interest, please act: { $right ->
    [review-do] review, closing findings
    [review-confirm] a second head's confirmation
    [extension-decide] more time
    [escalation-decide] a task to decide
   *[other] the list, notices
}. You will find it under “Office”.

## An enterprise moved or put together, somebody else's cases
outbox-moved-in = “{ $enterprise }” moved from { $from } to { $to } and is under your office now. { $along ->
    [yes] With it come: tasks to decide { $tasks }, requests for more time { $extensions }, half-reviewed forms { $cases } (in the queue).
   *[no] Nothing is waiting.
    }
outbox-moved-out = “{ $enterprise }” moved from { $from } to { $to }, which is responsible from now on. { $along ->
    [yes] Open matters went with it: tasks to decide { $tasks }, requests for more time { $extensions }, half-reviewed forms { $cases }.
   *[no] Nothing was waiting.
    }
outbox-moved = “{ $enterprise }” moved from { $from } to { $to }; please turn to its safety office from now on. What you handed in and requested moved along; nothing has to be done again.
outbox-merged-office = “{ $double }” ({ $from }) and “{ $enterprise }” ({ $to }) were merged into “{ $enterprise }”. { $along ->
    [yes] Waiting: tasks to decide { $tasks }, requests for more time { $extensions }, half-reviewed forms { $cases } (in the queue).
   *[no] Nothing is waiting.
    }
outbox-merged = The office merged “{ $double }” and “{ $enterprise }”; everything is under “{ $enterprise }” from now on. What was handed in is kept.
outbox-cases-back = { $named ->
    [yes] { $name }'s
   *[no] A colleague's
    } forms, { $count }, are back in the queue; please continue with them. What was judged is kept.

## Messages to an office as lines of its daily digest: several of a kind in one. names: some of them
mail-names = { $names } and others
outbox-extension-several = { $count } requests for more time wait for your answer: { $names }
outbox-escalation-several = { $count } tasks to decide: { $names }
outbox-join-asked-several = { $count } people ask to join an enterprise: { $names }
outbox-fails-again-several = { $count } corrections no longer hold: { $names }
outbox-photo-brought-several = { $count } missing photos have arrived: { $names }
outbox-review-second-several = { $count } exposures need your confirmation: { $names }
outbox-review-answered-several = { $count } questions of a review were answered: { $names }
outbox-recused-several = { $count } matters where the office below has a conflict of interest, please act: { $names }
outbox-moved-in-several = { $count } enterprises moved here and are under your office now: { $names }
outbox-moved-out-several = { $count } enterprises moved away: { $names }
outbox-merged-office-several = { $count } duplicate enterprises were merged: { $names }
outbox-summary-filed-several = { $count } reports were filed: { $names }
outbox-staff-joined-several = { $count } people joined with your links: { $names }. Remove anybody you do not know under “Staff”
outbox-notice-release-several = { $count } notices are waiting for your release: { $names }
outbox-notice-released-several = { $count } notices were released: { $names }
outbox-notice-grown-several = { $count } notices were not sent on time and need another head's release: { $names }
outbox-notice-returned-several = { $count } notices were returned: { $names }
outbox-notice-returned-expired-several = { $count } notices expired and were returned unsent: { $names }
outbox-notice-returned-ended-several = The campaign ended: { $count } notices were returned unsent: { $names }
outbox-notice-expired-several = { $count } notices expired; the rest was not sent: { $names }
mail-to-unanswered = Answer
mail-to-tasks = Decide
mail-to-joins = See requests
mail-to-unreviewed = Review
mail-to-office = Office
# When somebody will look at it: now, or with that day’s digest
mail-looked-at = { $at ->
    [now] The office has been told.
   *[later] The office will be told on the morning of { $day }.
    }
outbox-not-on-page = The contents of reports are not kept on the page. Read them in Telegram. If you use only the page, ask the operator to give it the private report key; then you can read them there.
