# Why a notice or a reminder did not arrive: on the command line and in the chat of an office
notice-why = Why it did not arrive
notice-why-head = “{ $title }” did not reach these; tap one for the reason:
notice-why-none = It reached all of them.
notice-why-one = { $enterprise }: why it did not arrive
notice-why-line = { $name } ({ $role ->
    [owner] owner
   *[member] member
    }): { $answer }
notice-why-unnamed = A contact
notice-why-unit = See the enterprise
notice-why-back = ‹ Not reached
notice-by-any = ☐ Only where all contacts have it
notice-by-all = ☑ Only where all contacts have it
notice-sure-again-all = Send “{ $title }” again to everybody who has not marked it read? At most { $count } people, and only this once.
notice-why-read = read at { $at }
notice-why-outdated = read at { $at }, before the text was corrected
notice-why-sent = sent at { $at }, not read
notice-why-withdrawn = withdrawn (was sent at { $at })
notice-why-refused = refused by Telegram: { $reason }
notice-why-unreachable = cannot be reached since { $at }
notice-why-stopped = the notice was stopped before its turn came
notice-why-draft = the notice is a draft
notice-why-held = the notice is waiting for another head's release: { $reason }
notice-why-scheduled = the notice begins at { $at }
notice-why-paused = the notice is paused
notice-why-night = quiet hours until { $at }
notice-why-retry = tried again at { $at }: { $reason }
notice-why-sending = being sent just now
notice-why-queued = queued behind { $ahead }
notice-why-gathering = not queued yet: sending has just begun
notice-why-out = not among the recipients
notice-why-not-meant = not among the recipients: { $reasons }
notice-why-joined-later = joined at { $at }, after the notice went out
notice-why-dropped = had no copy when the notice went out; may have been unreachable then
notice-why-out-place = it is outside the notice's area
notice-why-out-closed = it was taken off the list
notice-why-out-industry = the notice is for other industries
notice-why-out-hazard = it has none of the hazards
notice-why-out-chosen = other enterprises were named
notice-why-out-campaign = it is not in the campaign of the notice
notice-why-out-state = its progress does not match the notice's conditions
notice-why-out-registered-later = it registered after the notice went out
notice-why-out-not-then = it matches now, but did not when the notice went out
notice-why-held-size = it is for many enterprises
notice-why-held-author = its author no longer has access
notice-why-nobody = Nobody acts for it: it has no contact yet.
notice-why-no-reason = no reason was recorded
