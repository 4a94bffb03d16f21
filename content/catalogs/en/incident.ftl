# Accidents: telephone and help first; then the record, who was told, the four things, inquiry, result, publication. People are numbers, never names.
incident-button = Accident
# incident-said: typing one of these is like tapping the button; separated by |
incident-said = accident|there was an accident|something happened|somebody collapsed
incident-numbers = Telephone: 120 (people down), 119 (fire, leak)
incident-aid = First aid
incident-office-number = Office of { $place }: { $phone }
incident-report = Tell the office now
incident-to-own = Go on recording
incident-to-numbers = Numbers, first aid
incident-own-button = Accidents
incident-record-button = Record accident
office-incidents = Accidents { $incidents }
incident-reported = The office is told at once. Add the rest below when you have time.
incident-recorded = Recorded. Please add what is known, and tell those who have to be told.
incident-head = { $count ->
    [0] No accident has been recorded.
   *[other] Accidents: { $count }, open: { $open }
    }
incident-own-head = { $count ->
    [0] No accident has been recorded.
   *[other] Accidents at this enterprise: { $count }
    }
incident-label = { $state ->
    [annulled] – { $day } · { $enterprise }
    [closed] ✓ { $day } · { $enterprise }
   *[open] ○ { $day } · { $enterprise }
    }
incident-state = { $state ->
    [annulled] no accident
    [closed] closed
   *[open] open
    }
incident-minute = { $day } { $clock }
incident-title = { $enterprise } · accident · { incident-state }
incident-when = { $moment }{ $place ->
    [none] , place not given
   *[other] , { $place }
    }
incident-no-words = What happened is not written yet
incident-people-unknown = Number of people not given yet
incident-people = Hurt or poisoned: { $hurt }, dead: { $dead }{ $grade ->
    [none] {""}
    [gravest] ; by numbers an exceptionally serious accident
    [major] ; by numbers a serious accident
    [larger] ; by numbers a major accident
   *[general] ; by numbers an ordinary accident
    }
incident-substance = Substance: { $substance }
incident-told = Told: { $told } of { $all }{ $late ->
    [0] {""}
   *[other] , late: { $late }
    }
incident-shown = Four points proved: { $done } of { $all }
incident-inquiry = Inquiry led by { $leader }, report by { $due }
incident-no-inquiry = No inquiry yet; its report is due by { $due }
incident-result = Result: { $result }
incident-published = The result was published on { $day }
incident-hint = Numbers only: no names, no illness of anybody. Send photos and files here.
incident-set-what = What
incident-set-when = When
incident-set-place = Where
incident-set-people = People
incident-set-substance = Substance
incident-to-told = Told { $told }/{ $parties }
incident-to-points = Four points { $done }/{ $points }
incident-set-inquiry = Inquiry
incident-set-result = Result
incident-publish = Publish
incident-publish-this = Publish like this
incident-lesson-button = Warn the industry
incident-paper = Accident file
incident-close = Close
incident-reopen = Reopen
incident-void = No accident
incident-void-because = Found to be no accident: { $reason }
incident-ask = { $field ->
    [void] Why was it no accident? Type a sentence, such as: pressed by mistake, nobody hurt. The enterprise sees it. It is no longer counted.
    [place] Where? Type it, such as: spray room.
    [substance] Which substance? Type it, such as: benzene, carbon monoxide. If it is not known, write: unknown.
    [inquiry] Which office leads the inquiry? Type it.
    [result] Type the result and what was done, at most 1,500 characters. Positions, no names of people hurt.
    [publish] This is the text for the public. Take it as it is, or type another one.
   *[what] What happened? Type it, at most 500 characters. Numbers of people, no names.
    }
incident-now = Now:
incident-ask-when = When did it happen? Type it: 14:20, 10 minutes ago.
incident-time-unclear = The time was not understood, or is still to come. Please write it like 14:20 or 10 minutes ago.
incident-ask-people = How many people? Type two numbers: hurt or poisoned, dead, such as: 2 0. No names. If it changes within 30 days, write it again.
incident-people-unclear = Please write two numbers with a space between: hurt or poisoned, then dead, such as: 2 0
incident-told-head = Those to be told, in the order of the law. Tap one to record the minute:
incident-told-line = { $at ->
    [none] { $late ->
        [yes] ✗ { $party }: late (by { $due })
       *[no] { $due ->
            [none] ○ { $party }: { $within }
           *[other] ○ { $party }: by { $due }
            }
        }
   *[other] { $late ->
        [yes] ✓ { $party }: { $at }, late
       *[no] ✓ { $party }: { $at }
        }
    }
incident-tell = Record { $party }
incident-tell-again = Change { $party }
incident-ask-told =
    { $party }: { $within }.
    Legal basis: { $law }
    When was it told? Tap “Now”, or type: 14:20, 5 minutes ago.
incident-told-now = Now
incident-points-head = Four points have to be proved, each with documents:
incident-point = { $number }. { $title }: { $state ->
    [none] not written
    [done] done
   *[begun] begun
    }{ $sentence ->
    [none] {""}
   *[other] . { $sentence }
    }{ $files ->
    [0] {""}
   *[other] {" "}(files { $files })
    }
incident-point-label = { $state ->
    [done] ✓ { $title }
   *[begun] ○ { $title }
    }
incident-point-open = Not done
incident-point-done = Done on { $day }
incident-point-empty = Nothing is written yet
incident-point-hint = Type a sentence: { $hint }. Send papers here.
incident-settle = This one is done
incident-unsettle = Not done after all
incident-publication =
    On { $day } an accident happened at an enterprise ({ $industry }) of this place: { $hurt } hurt or poisoned, { $dead } dead.{ $result ->
        [none] {""}
       *[other] {" "}What was done: { $result }
    }
incident-lesson-title = Warning after an accident
incident-lesson =
    An accident happened recently at a local enterprise ({ $industry }){ $substance ->
        [none] .
       *[other] , with { $substance }.
    }{ $cause ->
        [none] {""}
       *[other] {" "}Cause: { $cause }
    }
    Please check at once: { $measures ->
        [none] that ventilation and protective equipment are running, that workers wear the right protection, and that tanks, pits and pools are aired and then measured before anybody goes in.
       *[other] { $measures }
    }
    People down: 120; fire or leak: 119. Without breathing apparatus, a safety rope and somebody on watch outside, nobody may go down to help.
incident-paper-title = File of an accident
incident-paper-file = accident-{ $enterprise }-{ $day }
incident-paper-basics = What happened
incident-paper-told = Who was told
incident-paper-result = Inquiry and result
incident-paper-points = Four points proved
incident-paper-publication = Publication
incident-paper-unit = Enterprise: { $enterprise } ({ $industry }).
incident-paper-when = Time and place: { $moment }{ $place ->
    [none] , place not given.
   *[other] , { $place }.
    }
incident-paper-what = What happened: { $what ->
    [none] not written.
   *[other] { $what }
    }
incident-paper-people = People: { $hurt } hurt or poisoned, { $dead } dead. By numbers (acute poisoning counted as serious injury) of the grade “{ $grade ->
    [gravest] exceptionally serious
    [major] serious
    [larger] major
   *[general] ordinary
    }” (Regulations on Reporting and Investigating Work Accidents, article 3).
incident-paper-substance = Substance: { $substance ->
    [none] not given.
   *[other] { $substance }.
    }
incident-paper-not-told = not recorded
incident-paper-inquiry = An inquiry led by { $leader } was set up on { $day }.
incident-paper-no-inquiry = No inquiry is recorded.
incident-paper-published = Published on { $day }:
incident-paper-unpublished = No publication is recorded.
incident-paper-head-party = Party, time limit, legal basis
incident-paper-party = { $party }: { $within } ({ $law })
incident-paper-head-told = Told at
incident-paper-head-point = Matter and what was done
incident-paper-point = { $title }{ $sentence ->
    [none] {""}
   *[other] : { $sentence }
    }
incident-paper-head-files = Files
incident-paper-head-done = Done on
outbox-incident = Urgent: { $enterprise } reports an accident{ $what ->
    [none] .
   *[other] : { $what }.
    } Please telephone at once, and report it as the law says.
outbox-incident-later = The accident at { $enterprise }: 30 days end on { $due }. Report any change in the numbers of dead and hurt before then (article 13).
outbox-incident-inquiry = The accident at { $enterprise }: the inquiry's report is due by { $due } (article 29), and no result is recorded.
outbox-incident-inquiry-late = The accident at { $enterprise }: the inquiry's report was due by { $due } (article 29), unless extended, and no result is recorded.
outbox-incident-more = { $enterprise } added to its accident{ $what ->
    [none] {""}
   *[other] : { $what }
    }{ $hurt ->
    [-1] {""}
   *[other] ; hurt or poisoned { $hurt }, dead { $dead }
    }.
outbox-button-incident = See accident
error-invalid-incident-text = Please write it clearly, at most { $limit } characters.
error-invalid-incident-people = Please write numbers from 0 to 9999.
error-invalid-incident-time = That time is not possible: it must not be in the future, nor long before the accident. Please write it again.
error-invalid-incident-shown = Please say in a sentence what was done, at most { $limit } characters.
error-conflict-incident-unshown = Nothing is written about it yet; please write a sentence first.
error-conflict-incident-no-result = The result is not written yet; please write it first.
error-conflict-incident-points = { $left } of the four points are not done; it can be closed after that.
error-conflict-incident-concluded = The result is written already; it cannot be called a false alarm any more.
