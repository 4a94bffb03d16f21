# Withdrawal of a decision: of a suspension, penalty, closure or refusal that was wrong, or was annulled.

## In the chat
# kind: of the measure; cause: of the withdrawal
withdrawal-object = { $kind ->
    [suspend] suspension
    [penalty] penalty
    [closure] proposal for closure
   *[refusal] finding of refusal
    }
withdrawal-cause = { $cause ->
    [error] the decision was wrong
    [review] annulled on administrative review
    [court] annulled by a court
   *[other] other reasons
    }
withdrawal-because = { withdrawal-cause }{ $text ->
    [none] {""}
   *[other] , { $text }
    }
measure-withdraw = Withdraw
withdrawal-said = Withdrawn from { $day } ({ $office }): { withdrawal-because }
withdrawal-number = Withdrawal no.: { $number }
withdrawal-set-number = Withdrawal no.
withdrawal-set-text = Explanation
withdrawal-again = Decide again
withdrawal-ask = { $enterprise }: why is the { withdrawal-object } withdrawn?
withdrawal-text-ask = Please type why it is withdrawn, at most 500 characters. The enterprise reads it.
withdrawal-number-ask = Please type the number of the document: of your own withdrawal, of the review decision or of the judgment.
withdrawal-day-ask = { $enterprise }: withdraw the { withdrawal-object }. Reason: { withdrawal-because }.
    It is in force no longer and does not count as carried out; the enterprise is told.{ $kind ->
    [suspend] {" "}The warning against work goes at once, unless another order is in force; a request to resume lapses.
   *[other] {""}
    } An exposure that rests on it alone leaves the list. Findings stay as they are.
    From which day? Tap “Today”, or type the day.
withdrawal-kept = Withdrawn; the enterprise is told. The findings still have to be put right; for another decision, tap “Decide again”.
withdrawal-kept-refusal = Withdrawn; the enterprise is told. The findings still have to be put right.
error-conflict-measure-withdrawn = This decision was withdrawn; please look at it again.
error-conflict-measure-stands = This decision was not withdrawn; please look at it again.
error-invalid-withdrawal-cause = There is no such reason; please use the buttons.

## Messages that nobody asked for
# order: another order that is in force afterwards, none: there is none; exposed: whether an exposure ended with it
outbox-measure-withdrawn = { $office }: the { withdrawal-object } of { $enterprise } is withdrawn from { $day }. Reason: { withdrawal-because }. { $order ->
    [none] { $kind ->
        [suspend] You need not ask to resume work. { "" }
       *[other] {""}
    }
    [closure] Another order, of closure, is in force: work stays forbidden. { "" }
   *[suspend] Another suspension is in force: work stays forbidden. { "" }
    }{ $exposed ->
    [yes] You are no longer named in public. { "" }
   *[no] {""}
    }What is not put right still has to be; dangerous work that was stopped stays stopped until then.
outbox-withdrawn-office = { $office } withdrew the { withdrawal-object } of { $enterprise } from { $day }. Reason: { withdrawal-because }. { $order ->
    [none] {""}
    [closure] Another order, of closure, is in force. { "" }
   *[suspend] Another suspension is in force: work stays forbidden. { "" }
    }{ $exposed ->
    [yes] It left the list to be named; please take back what was published and say so. { "" }
   *[no] {""}
    }Findings stay as they are.
outbox-button-withdrawn = Open

## The record of an enterprise
history-measure-withdrawn = Withdrawn: { withdrawal-object } ({ $office }){ $number ->
    [none] {""}
   *[other] {" "}{ $number }
    } · { withdrawal-cause }{ $reason ->
    [none] {""}
   *[other] , { $reason }
    }
history-exposure-withdrawn = No longer named in public ({ $office })

## The command line
cli-review-withdraw = Withdraw MEASURE (wrong, or annulled on review or by a court); of a withdrawn one, record number and explanation.
cli-review-again = Make a task of what the withdrawn MEASURE was about, to be decided again.
cli-option-withdraw-why = why it is withdrawn: error, review (administrative review), court, other (with --text)
cli-option-withdraw-text = explanation, which the enterprise reads
cli-option-withdraw-number = number of the document that withdraws it
cli-option-withdraw-day = the day from which it is withdrawn, today unless given
cli-review-raised-again = to be decided: { $id }

## On paper
measure-paper-withdrawn = Note: what is stated above was withdrawn from { $day } and is no longer in force.
measure-paper-fact-withdrawn = withdrawn, { $day }
measure-paper-withdraw-title = { $kind ->
    [suspend] Withdrawal of a suspension
    [penalty] Withdrawal of a penalty
    [closure] Withdrawal of a proposal for closure
   *[refusal] Withdrawal of a finding of refusal
    }
measure-paper-told-title = { $kind ->
    [suspend] Notice that a suspension was annulled
    [penalty] Notice that a penalty was annulled
    [closure] Notice that a proposal for closure was annulled
   *[refusal] Notice that a finding of refusal was annulled
    }
# whose: own, or other (of an office below, office); number: of the first document
measure-paper-withdraw-lead = { $kind ->
    [penalty] The penalty that { $line } (the deciding authority) imposed on your enterprise
   *[other] { $kind ->
        [suspend] The suspension of your enterprise
        [closure] The proposal to close your enterprise
       *[refusal] The finding that your enterprise refuses to put right what was found
    }, of { $day }, { $whose ->
        [own] by this office
       *[other] by { $office }
    }
    }{ $number ->
    [none] {""}
   *[other] {" "}({ $number })
    }{ $cause ->
    [error] , was looked at again and found wrong.
    [review] , was annulled by { $line } on administrative review, number: { $by }.
    [court] , was annulled by the court of { $line } by a judgment in force, number: { $by }.
   *[other] , has to be withdrawn by law.
    }
measure-paper-withdraw-order = { $cause ->
    [review] You are told that it is in force no longer from { $day }.
    [court] You are told that it is in force no longer from { $day }.
   *[other] It is withdrawn from { $day } and is no longer in force.
    }{ $kind ->
    [suspend] {" "}To resume work, no acceptance has to be asked for; another order of suspension or closure stays in force.
    [penalty] {" "}Fines paid and property seized are returned by law; licences are restored by law.
    [closure] {" "}This office reports it to the government.
   *[refusal] {""}
    }
measure-paper-withdraw-why = Facts and reason: { $reason }.
measure-paper-withdraw-faults = These findings are not closed; they still have to be put right, and workers' health has to be protected meanwhile:
measure-paper-withdraw-duty = Your enterprise has to keep up its measures against occupational disease and protect its workers' health.
