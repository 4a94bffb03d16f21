# Official papers: how they are signed and numbered, what they have in common.

letterhead-button = Letterhead
letterhead-head = How papers (PDF, Word) are signed and numbered:
letterhead-name = Full name: { $name ->
    [none] not set; papers are signed “{ $place }”
   *[other] { $name }
    }
letterhead-number = Number: { $number ->
    [none] not set; papers carry none
   *[other] { $number } (written by hand)
    }
letterhead-set-name = Change name
letterhead-set-number = Change number
letterhead-ask-name = Type the office's full name as on its seal; it signs papers. Such as: 海陵区应急管理局
letterhead-ask-number = Type a number as on an earlier paper, such as 海应急〔2026〕12号, or its letters alone: 海应急. The year is that of the paper; the serial number is left blank, to be written by hand.
error-invalid-full-name = A full name has 2 to { $limit } characters, such as 海陵区应急管理局.
error-invalid-number-pattern = This number was not understood. Copy it from an earlier paper, such as 海应急〔2026〕12号, or type 海应急 alone.
paper-button = Paper (PDF, Word)
paper-making = The paper is being made, please wait.
paper-no-name = The office's full name is not set; the paper is signed “{ $place }”. Set it under Campaign → Telephone → Letterhead.

## On paper
paper-action = campaign against dust and highly toxic substances
paper-circular-title = { $kind ->
    [urge] Urgent follow-up: { $action }
    [criticism] Criticism: { $action }
    [make_up] Catch-up: { $action }
   *[report] Report on progress: { $action }
    }
paper-circular-corrects = (Correction: this takes the place of the one sent before.)
paper-circular-ended = { $state ->
    [corrected] (Corrected since: the corrected one counts.)
   *[recalled] (Recalled.)
    }
paper-circular-answer = Please answer in writing by { $day }.
paper-circular-file = { $kind ->
    [urge] follow-up
    [criticism] criticism
    [make_up] catch-up
   *[report] report
    }_{ $day }
paper-notice-to = Enterprises concerned in { $place }
paper-notice-file = notice_{ $title }_{ $day }
paper-sign-date = date: ______
