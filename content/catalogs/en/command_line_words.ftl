# Words for what JSON shows as a code: states, kinds, levels, subjects.

cli-campaign-state = { $state ->
    [closed] closed
   *[open] under way
    }
cli-enterprise-state = { $state ->
    [closed] off the list
    [merged] merged into another one
    [erased] erased
   *[active] on the list
    }
cli-notice-state = { $state ->
    [draft] draft
    [waiting] waiting for release
    [scheduled] scheduled
    [sending] being sent
    [paused] paused
    [stopped] stopped
    [withdrawn] withdrawn
   *[sent] sent
    }
cli-notice-job = { $job ->
    [again] again to those who have not read it
    [correct] being corrected
    [withdraw] being taken back
    [topup] to those who registered later
   *[send] to all recipients
    }
cli-notice-with-job = { $state } ({ $job })
cli-outbox-state = { $state ->
    [pending] waiting
    [retry] to be tried again
    [sending] being sent
   *[failed] parked
    }
cli-outbox-action = { $action ->
    [edit] edit
    [delete] delete
   *[send] send
    }
cli-outbox-what = { $what ->
    [notice] a notice
    [nprogress] the progress of a notice
    [ntest] the test of a notice
    [digest] a daily reminder
    [campaign] about a campaign
    [handed-up] a task for the office above
    [report-text] the text of a report
    [reports] that reports came in
    [tip] the weekly tip
   *[other] single message ({ $what })
    }
cli-contact-role = { $role ->
    [owner] owner
   *[member] member
    }
cli-jurisdiction-level = { $level ->
    [city] city
    [county] county
    [town] town
   *[village] village
    }
cli-plan-level = { $level ->
    [city] of a city
    [district] of a district
    [township] of a township
   *[town] of a town
    }
cli-question-level = { $level ->
    [danger] stop that work
    [serious] health, or a fine
   *[paper] paperwork
    }
cli-duty-rhythm = { $rhythm ->
    [monthly] every month
    [quarterly] every quarter
    [standing] all year
   *[once] once
    }
cli-duty-who-enterprise = enterprises
cli-form-state = { $state ->
    [draft] not handed in
    [submitted] waiting for review
    [in_review] under review
   *[reviewed] reviewed
    }
cli-form-none = none yet
cli-answers = met { $passed }, not met { $failed }, photo later { $owed }, not applicable { $na }
cli-answer = { $verdict ->
    [pass] met
    [fail] not met
    [na] not applicable
   *[owed] photo later
    }
cli-review-state = { $state ->
    [open] under way
    [second] waiting for a second person
    [dropped] dropped
   *[decided] decided
    }
cli-review-so-far = { $state } { $verdict } { $reviewer }
cli-judged = { $question }: { $verdict ->
    [agree] agreed to
    [overturn] overturned
   *[object] objected to
    }
cli-opinion = { $question } { staff-department }: { $verdict ->
    [agree] agrees
   *[object] objects
    } { $comment }
cli-sign = { $reason ->
    [fast] filled in too fast
    [same_photo] photo seen elsewhere
    [old_photo] photo too old
   *[copied_note] note copied
    } { $question } { $enterprise }
cli-task-state = { $state ->
    [decided] decided: { ledger-decision }
    [dropped] dropped
    [annulled] decision withdrawn
    [moot] put right in the meantime
   *[open] to be decided
    }
cli-measure-state = { ledger-decision }, { ledger-stands }
cli-reminder-about = { $about ->
    [self_check] the self-check form
    [recheck] a form to hand in again
    [rectification] a rectification
    [photo] a photo promised for later
    [maintenance] maintenance of equipment
    [medical_exam] medical examinations
    [testing] measurements
    [own_duty] what the plan asks besides the form
   *[other] other ({ $about })
    }
cli-audit-subject = { $subject ->
    [campaign] campaign
    [circular] circular
    [incident] accident
    [meeting] meeting
    [duty_record] record of a duty
    [enterprise] enterprise
    [escalation] task
    [finding] finding
    [inspection] inspection
    [jurisdiction] place
    [measure] measure
    [notice] notice
    [referral] referral
    [resumption] request to resume
    [review] review
    [spot_check] spot check
    [staff] seat
   *[summary] summary
    } { $id }
