# The audit trail: who did what and when.
deeds-button = Who did what
deeds-head = The latest, newest first
deeds-none = Nothing has been done yet.
deeds-line = { day-of-month } { $time } { $name }: { $deed } { $enterprise }
deed = { $deed ->
    [review-claim] took a case for review
    [review-give-back] gave a review back
    [review-judge] judged an answer
    [review-ask] asked the enterprise
    [review-decide] gave a verdict
    [review-confirm] confirmed a verdict
    [review-refuse-second] refused a verdict
    [finding-overturn] overturned an answer
    [finding-set-due-day] set the due day
    [finding-close] closed a finding
    [finding-reject] sent a rectification back
    [finding-grant-extension] granted more time
    [finding-refuse-extension] refused more time
    [escalation-warn] warned in writing
    [escalation-hand-up] handed up to the office above
    [escalation-decide] decided
    [escalation-escalate] handed up
    [escalation-raise-again] raised again after a withdrawal
    [escalation-withdraw-exposure] withdrew an exposure
    [referral-send] handed up to an authority
    [referral-note] noted number or day
    [referral-answer] recorded an answer
    [referral-withdraw] withdrew what was handed up
    [referral-attach] stored a file
    [referral-paper] printed the paper
    [measure-suspend] ordered a suspension
    [measure-penalty] decided a penalty
    [measure-closure] proposed closure
    [measure-refusal] found a refusal to correct
    [measure-note] recorded a document
    [measure-end-suspend] suspension over
    [measure-end-penalty] penalty carried out
    [measure-end-closure] recorded the closure
    [measure-end-refusal] refusal over
    [measure-withdraw] withdrew a decision
    [measure-note-withdrawal] recorded the document of a withdrawal
    [resumption-ask] asked to resume
    [resumption-agree] agreed to resume
    [resumption-refuse] refused to resume
    [resumption-lapse] ended a request to resume
    [spot-check-draw-sample] drew a sample
    [jurisdiction-import] imported a list
    [jurisdiction-invite-staff] invited somebody
    [jurisdiction-revoke-staff-invite] withdrew an invitation
    [staff-join-staff] joined
    [staff-revoke-staff] removed access
    [staff-switch-seat] switched role
    [campaign-open] opened a campaign
    [campaign-close] closed a campaign
    [campaign-reopen] resumed a campaign
    [campaign-set-phase] moved a phase
    [campaign-set-duty] moved a duty
    [notice-confirm] sent a notice
    [notice-draft] drafted a notice
    [notice-release] released a notice
    [notice-give-back] gave a notice back
    [notice-pause] paused a notice
    [notice-resume] resumed a notice
    [notice-stop] stopped a notice
    [notice-correct] corrected a notice
    [notice-withdraw] withdrew a notice
    [notice-again] sent a notice again
    [notice-discard] discarded a draft
    [inspection-inspection-done] made an inspection
    [inspection-inspection-dropped] cancelled an inspection
    [inspection-inspection-void] voided an inspection
    [inspection-inspection-void-fault] voided a finding of an inspection
    [summary-file] filed a summary
    [staff-change-role] changed a role
    [enterprise-rename] renamed an enterprise
    [enterprise-move] moved an enterprise
    [enterprise-close] took an enterprise off the list
    [enterprise-reopen] put an enterprise back on the list
    [enterprise-merge] merged enterprises
    [enterprise-invite] invited an enterprise
    [enterprise-make-poster] made a poster
    [enterprise-recuse] did not act (conflict of interest)
    [enterprise-decide-join] decided who joins
    [jurisdiction-set-office-rule] changed the daily digest
    [jurisdiction-switch-ranking-off] switched the ranking off
    [jurisdiction-switch-ranking-on] switched the ranking on
    [jurisdiction-set-hotline] set the telephone
    [jurisdiction-set-letterhead] set how papers are signed and numbered
    [self_check-attach-signed] handed in a page of the stamped form
    [self_check-replace-signed] replaced the stamped form
    [measure-paper] made a paper of a measure
    [place_exposure-propose] proposed to name a place
    [place_exposure-confirm] agreed to name a place
    [place_exposure-drop] took a place off the list
    [measure-attach-signed] stored a signed paper of a measure
    [measure-replace-signed] replaced a signed paper of a measure
    [enterprise-erase] erased an enterprise
    [enterprise-set-phone] set a telephone
    [duty-record-record] recorded a duty
    [duty-record-record-changed] changed a record
    [duty-record-record-removed] withdrew a record
    [duty-record-attach] added a file to a record
    [duty-record-send] handed a record in
    [duty-record-received] accepted a record
    [duty-record-returned] returned a record
    [circular-send] sent a circular
    [circular-recall] recalled a circular
    [circular-correct] corrected a circular
    [incident-record] recorded an accident
    [incident-changed] added to an accident
    [incident-told] recorded who was told of an accident
    [incident-shown] wrote what was done after an accident
    [incident-settled] settled a point of an accident
    [incident-unsettled] reopened a point of an accident
    [incident-attach] added a file to an accident
    [incident-inquire] set up an inquiry
    [incident-conclude] wrote the result of an inquiry
    [incident-publish] published the result of an inquiry
    [incident-close] closed an accident
    [incident-reopen] reopened an accident
    [incident-void] Found to be no accident
    [meeting-call] called a meeting
    [meeting-drop] cancelled a meeting
    [meeting-answer] answered an invitation
    [meeting-attend] recorded attendance
    [meeting-minute] wrote minutes
    [meeting-issue] sent minutes
    [meeting-decide] recorded a point decided
    [meeting-undecide] withdrew a point decided
    [circular-read] read a circular
    [circular-answer] answered a circular
    [jurisdiction-publish-hotline] published a number for reports
    [jurisdiction-withdraw-hotline] withdrew a number for reports
    [enterprise-join] joined an enterprise
    [enterprise-leave] left an enterprise
    [enterprise-revoke-invite] withdrew an enterprise's invitation
    [enterprise-register] registered an enterprise
    [enterprise-enlist] listed an enterprise
    [enterprise-ask-to-join] asked to join an enterprise
    [enterprise-switch-enterprise] switched enterprise
    [enterprise-set-headcount] changed the number of workers
    [enterprise-set-facts] filled in the profile
    [finding-holds] said it still holds
    [finding-fails-again] said it fails again
    [finding-ask-extension] asked for more time
    [finding-withdraw-extension] withdrew a request for more time
    [finding-fix-at-once] put it right at once
    [finding-plan] planned a rectification
    [finding-rectified] reported it put right
    [finding-stopped] reported the work stopped
    [finding-reopen] withdrew “put right”
    [finding-comment] wrote a comment
    [notice-read] read a notice
    [notice-count-by] changed who counts as reached
    [notice-end-standing] ended a standing notice
    [campaign-duty-done] noted a duty as done
    [campaign-duty-undone] withdrew that a duty is done
    [inspection-inspection-begun] began an inspection
    [inspection-inspection-announced] announced an inspection
    [inspection-inspection-moved] moved an inspection to another day
    [inspection-inspection-ended] inspection ended with the campaign
    [inspection-inspection-resumed] resumed an inspection
    [inspection-inspection-scope] chose a short round
    [inspection-inspection-due] set due days of findings
    [campaign-set-since] set the year of projects
    [jurisdiction-template-saved] saved a template of notices
    [jurisdiction-template-changed] changed a template of notices
    [jurisdiction-template-removed] removed a template of notices
    [inspection-inspection-answer] noted an item of an inspection
    [inspection-inspection-file] added a file to an inspection
    [finding-inspected] noted a finding on site
    [finding-inspection-voided] had its finding voided
   *[other] { $deed }
    }
