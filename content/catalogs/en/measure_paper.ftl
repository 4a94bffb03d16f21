# Papers about measures: suspension, request to resume, acceptance, penalty, closure, refusal.

## In the chat
measure-papers = Papers { $papers }
measure-papers-head = { $enterprise }: papers of this measure. Tap one to print it, to see the signed copy, or to add one.
measure-paper-name = { $paper ->
    [request] Request to resume
    [answer] Acceptance
    [withdraw] Withdrawal
   *[order] { $kind ->
        [suspend] Suspension order
        [penalty] Record of the penalty
        [closure] Request for closure
       *[refusal] Record of the refusal
    }
    }
measure-paper-line = { measure-paper-name }{ $pages ->
    [0] {""}
   *[other] {" "}· signed { $pages }
    }
measure-paper-print = Print (PDF, Word)
measure-paper-signed = Signed copy { $pages }
measure-paper-how = Print, sign and stamp it, then send photos of it here, one per page.
measure-paper-pages = { $pages ->
    [0] No signed copy yet.
   *[other] Signed, pages: { $pages }, last { $day }.
    }
resumption-paper = Request as a paper
resumption-signed = { $count ->
    [0] Print the request, sign and stamp it, then send photos of it here.
   *[other] Signed request handed in, pages: { $count }.
    }
cli-review-paper = Write a paper of MEASURE (PDF, Word): order, record or report; request: the enterprise's to resume; answer: the acceptance; withdraw: the withdrawal.
history-measure-signed = Signed paper stored: { measure-paper-name }

## On paper
measure-paper-file = { $title }-{ $enterprise }
measure-paper-made = Made by Chen'an from what is recorded; blanks are filled in by hand; valid once signed and sealed.
measure-paper-number = No. ________
measure-paper-fact-unit = Enterprise
measure-paper-fact-order = Suspended
measure-paper-fact-asked = Asked on
measure-paper-fact-said = The enterprise says
measure-paper-fact-reason = Facts and reason
measure-paper-fact-decider = Authority that decided
measure-paper-fact-number = Number of the decision
measure-paper-fact-penalty = Kind
measure-paper-fact-amount = Amount
measure-paper-fact-day = Decided on
measure-paper-fact-done = Carried out
measure-paper-fact-faults = Not put right
measure-paper-fact-warned = Warnings
measure-paper-fact-since = Stated on
measure-paper-none = none
measure-paper-yuan = { $yuan } yuan
measure-paper-done = yes, { $day }
measure-paper-not-done = not yet
measure-paper-order = { $day }{ $number ->
    [none] {""}
   *[other] , { $number }
    }
measure-paper-fault = { $number }. { $fault }{ $day ->
    [none] {""}
   *[other] {" "}(due { $day }{ $rejections ->
        [0] {""}
       *[other] , sent back { $rejections } times
    })
    }{ $state ->
    [closed] , closed
   *[open] {""}
    }.
measure-paper-warned = Warned in writing { $count } times: { $days }.
measure-paper-reason = Facts and reason: { $reason }.
measure-paper-plan = { $plan } asks: “{ $written }，{ $consequence }”.
measure-paper-law = Legal basis: { $line } (the deciding authority fills this in).
measure-paper-appeal = Administrative review or a lawsuit is possible as the law provides. Where, and by when: { $line } (the deciding authority fills this in).
measure-paper-suspend-title = Suspension order
measure-paper-suspend-lead = The following was found in your enterprise:
measure-paper-suspend-order = Your enterprise is suspended from { $day } to put this right. Workers' health has to be protected meanwhile. When it is put right, ask in writing to resume; no work may be resumed before an inspection has agreed to it.
measure-paper-request-title = Request to resume work
measure-paper-request-lead = We have been suspended since { $day }{ $number ->
    [none] {""}
   *[other] {" "}({ $number })
    }, because: { $reason }. What was put right:
measure-paper-request-photos = Photos handed in with Chen'an: { $photos }.
measure-paper-request-ask = We ask for an inspection and for permission to resume work.
measure-paper-unit-seal = { $enterprise } (seal)
measure-paper-sign-owner = Legal representative (signature): { $line }
measure-paper-sign-received = Received by (signature): { $line } { $date }
measure-paper-answer-title = Answer to the request of { $enterprise } to resume work
measure-paper-answer-lead = Your request of { $day } was received.
measure-paper-answer = { $agreed ->
    [yes] After an inspection, your enterprise may resume work from { $day }. What was put right has to stay so.
   *[no] After an inspection, your enterprise may not resume work. Reason: { $reason }. You may ask again; without an acceptance no work may be resumed.
    }
measure-paper-check-title = Record of the inspection before resuming
measure-paper-head-number = No.
measure-paper-head-fault = Finding at suspension
measure-paper-head-seen = Seen
measure-paper-head-verdict = In order
measure-paper-check-result = Result: □ may resume　　□ may not, because: { $line }
measure-paper-sign-checkers = Inspectors (signatures): { $line }
measure-paper-penalty-title = Record of a penalty
measure-paper-penalty-note = This records a penalty that the competent authority has imposed; it is not itself the decision, which alone counts.
measure-paper-sign-clerk = Recorded by (signature): { $line } { $date }
measure-paper-government = The government of { $line }
measure-paper-closure-title = Request for the closure of { $enterprise }
measure-paper-closure-lead = { $enterprise } (credit code { $code }, address: { $address }) has these findings:
measure-paper-closure-ask = To protect workers' health and lives, we ask that { $enterprise } be closed by law.
measure-paper-closure-end = Please decide.
measure-paper-refusal-title = Record of a refusal to put right
measure-paper-refusal-words = What the enterprise says: { $line }
measure-paper-sign-refuser = For the enterprise (signature, or that it was refused): { $line }
measure-paper-sign-recorders = Recorded by (signatures): { $line }
measure-paper-sign-witness = Witness (signature): { $line }
