# Inspections on the spot: patrols, supervision, joint visits

error-invalid-inspection-announced = An inspection announced to the enterprise has to be tomorrow or later.
error-invalid-inspection-early = The inspection is on { day-of-month }. Begin it on that day.
error-invalid-inspection-department = That department cannot join or leave this inspection.
error-invalid-inspection-note = For “Not met”, write a sentence about what you saw on site.
error-invalid-inspection-scope = Choose the rows to inspect.
error-invalid-inspection-empty = Nothing has been recorded yet, so it cannot be ended.
error-conflict-inspection-again = That day’s inspection of this enterprise is over. Choose another day.
error-conflict-inspection-begun = The inspection has begun, so its day cannot be changed.
error-conflict-inspection-there = Your department has an inspection of this enterprise on that day. Choose another day.
error-conflict-inspection-over = This inspection is over or was called off.
error-conflict-inspection-planned = This inspection has not begun yet.
error-conflict-inspection-open = Signed papers can be added once the inspection has ended.
error-conflict-inspection-closed = The enterprise is no longer on the list, so it is not inspected.
error-conflict-inspection-no-campaign = No campaign is open here, so an inspection cannot be recorded.
error-conflict-inspection-answered = { $name } has just recorded this item. Look at it before you change it.
error-conflict-inspection-not-done = The inspection has not ended, so its record can still be changed.
error-conflict-inspection-void-ended = The campaign has ended, so records of its inspections cannot be voided any more.
error-conflict-inspection-void-closed = “{ $note }” was closed, so it cannot be voided.
outbox-inspection-void-fault = { $enterprise }: correction of the inspection of { $day } ({ staff-department }): “{ $note }” was recorded by mistake and is void ({ $reason }). { $stays ->
    [yes] Your own rectification of it goes on.
   *[no] It need not be put right.
    }
outbox-inspection-void = { $enterprise }: the inspection of { $day } ({ staff-department }) was recorded by mistake and is void ({ $reason }).{ $faults ->
    [0] {""}
   *[other] {" "}The findings listed then need not be put right.
    }
outbox-inspection = { $enterprise }: { staff-department } will inspect your premises on { $day }. Please have the person in charge present.
outbox-inspection-off = { $enterprise }: the inspection of { $day } was called off ({ staff-department }).
outbox-inspection-moved = { $enterprise }: the inspection by { staff-department } on { $day } was moved to { $new }. Please have the person in charge present.
outbox-inspection-moved-joint = Joint inspection moved ({ staff-department }): { $enterprise }, from { $day } to { $new }.
outbox-inspection-dropped = { $enterprise } { $why ->
    [closed] was taken off the list
    [merged] was merged with another one
   *[moved] moved to another place
    }: { $state ->
    [open] end the inspection begun on { $day } soon; its findings are not followed up
   *[planned] the inspection of { $day } was called off
    }.
outbox-inspection-dropped-several = { $names } and others, { $count } in all, left the list: their inspections were called off
outbox-inspections-ended = The campaign has ended, and with it { $count ->
    [one] 1 inspection
   *[other] { $count } inspections
    }{ $open ->
    [0] {""}
   *[other] , { $open } of them half done: what was recorded stays for reference
    }.
outbox-inspection-joint = { staff-department } invites you to a joint inspection: { $enterprise }, { $day }.
outbox-button-inspection = Open
outbox-inspected = { $enterprise }: inspected on { $day } by { staff-department }. { $faults ->
    [0] Nothing had to be put right.
    [one] 1 thing has to be put right. Do it by { $due } and take a photo.
   *[other] { $faults } things have to be put right. { $several ->
        [yes] Do it by the day of each, the first by { $due }, and take photos.
       *[no] Do it by { $due } and take photos.
        }
    }

# lists and planning

office-inspections = Inspections
inspection-head = Inspections: { $planned } planned{ $begun ->
    [0] {""}
   *[other] , { $begun } under way
    }.
inspection-line = { $state ->
    [open] ▶
   *[other] { $day }
    } { $name }
inspection-new = Plan one
inspection-made = Done
inspection-made-head = { $total ->
    [one] 1 inspection done
   *[other] { $total } inspections done
    }{ $voided ->
    [0] {""}
   *[other] , { $voided } void
    }, the latest first.
inspection-made-line = { $day } { $name }{ $faults ->
    [0] {""}
    [voided] {" "}· void
   *[other] {" "}· { $faults } ✗
    }
inspection-covered = { $visited ->
    [one] 1 enterprise
   *[other] { $visited } enterprises
    } visited in this campaign{ $joint ->
    [0] {""}
   *[other] , { $joint } jointly
    }.
inspection-find-ask =
    Which enterprise?
    Type part of its name, then tap.
inspection-find-none = None found. Try other words.
inspection-day-ask = { $enterprise }: on which day? Tap one, or type a date.
inspection-day-unclear = Write a day from today on, within 90 days, such as 3 December.
inspection-today = Today
inspection-weekday = { $day } { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
   *[5] Fri
    }
inspection-sure =
    { $enterprise }, { $day }.
    Tell the enterprise beforehand? If so, its people get the message now.
inspection-unannounced = Do not tell them
inspection-announced = Tell them
inspection-planned = Planned.

# one inspection

inspection-who = { $day } · { $departments }
inspection-state = { $state ->
    [planned] { $announced ->
        [yes] Planned; the enterprise was told
       *[no] Planned; the enterprise is not told
        }
    [open] Under way
    [done] Done on { $day }
    [voided] Done on { $day }, void
    [ended] The campaign has ended, no longer inspected
   *[dropped] Called off
    }
inspection-officer = { $name } ({ staff-department })
inspection-officers = Officers: { $people }
inspection-present = There for the enterprise: { $name }
inspection-seen = { $seen } items recorded, { $faults } not met
inspection-due = To be put right by { $day }
inspection-due-several = Put right by: { $first } to { $last } (each its own)
inspection-sign-hint = { $signed ->
    [0] Print and sign the papers, then send a photo of them here.
   *[other] Photos of signed papers: { $signed }. You can send more.
    }
inspection-begin = On site: begin
inspection-begin-short = On site: short round
inspection-go-on = Go on ({ $left } left)
inspection-items = All items
inspection-scope = Short round
inspection-scope-ask = What do you inspect this time? What is recorded stays; anything else can still be recorded in the list of all items.
inspection-scope-choice = { $mark }{ $scope ->
    [danger] ⛔ items only ({ $count })
   *[all] All that is required ({ $count })
    }
inspection-scope-rows = Choose rows
inspection-scope-line = { $scope ->
    [danger] Short round: ⛔ items
   *[rows] { $rows ->
        [one] Short round: 1 row
       *[other] Short round: { $rows } rows
    }
    }
inspection-rows-ask = Which rows? Tap to choose, tap again to leave out. { $count } chosen.
inspection-row-line = { $mark } { $text }
inspection-rows-go = { $count ->
    [one] Inspect this row
   *[other] Inspect these { $count }
    }
inspection-end = End it
inspection-record = Record
inspection-order = Order
inspection-signed = Signed papers { $signed }
inspection-joint = Joint visit
inspection-shift = Other day
inspection-shift-ask = { $enterprise }, planned for { $day }. Which day instead? Choose one, or type a date.{ $announced ->
    [yes] {" "}The enterprise is told the new day.
   *[no] {""}
    }
inspection-shifted = The day was changed.
inspection-drop = Call off
inspection-drop-ask = Call this inspection off? What was recorded will not count; an enterprise that was told is told this too.
inspection-drop-yes = Call it off
inspection-dropped = Called off.
inspection-void = Void
inspection-void-ask =
    What was recorded by mistake? Tap a finding to void it; if it was the wrong enterprise, void the whole inspection.
    What was closed cannot be voided.
inspection-void-line = ✗ { $text }
inspection-void-all = The whole inspection
inspection-void-reason-ask =
    Void: { $what }
    Why? Write a sentence; the enterprise reads it too, such as: wrong enterprise.
inspection-void-whole = { $faults ->
    [0] the whole inspection
    [one] the whole inspection, 1 finding
   *[other] the whole inspection, { $faults } findings
    }
inspection-void-sure =
    Void: { $what }
    Reason: { $reason }
    This cannot be undone. It need not be put right and is not counted; the enterprise is told.
inspection-void-yes = Void it
inspection-voided = It is void. The enterprise will be told.
inspection-voided-line = Void: { $note } ({ $reason })
inspection-voided-whole = The whole inspection is void: { $reason }
inspection-voided-some = { $count ->
    [one] 1 finding is void
   *[other] { $count } findings are void
    }
inspection-back = ‹ Inspections
inspection-departments-ask =
    { $lead } leads. Which departments come along?
    Tap to invite one; its people get a message. Tap again to cancel.
inspection-photo-where = Send photos of the site at their item, signed papers after the inspection has ended.
inspection-signed-kept = Signed paper saved.

# item by item

inspection-reported = The enterprise says: { $verdict }
inspection-there = On site: { $verdict } ({ $by })
inspection-note = “{ $note }”
inspection-photos-line = Photos: { $count }
inspection-unsay = Take back
inspection-photos = Photos { $photos }
inspection-own-photos = Its photos { $own_photos }
inspection-note-ask =
    Not met: { $fault }
    What did you see? Write a sentence, or tap the one below.
inspection-fault-kept = Recorded. Add photos, or go to the next item.
inspection-photo-kept = Photo saved.
inspection-words-where = To record a finding, tap “Not met” first.
inspection-all-seen = All required items are recorded. End it, or look at more in the list.
inspection-items-head = Items recorded: { $seen }/{ $total }
inspection-item-line = { $sign } { $text }

# the end

inspection-present-ask = Who was present for the enterprise? Type name and position, such as: Wang Jianguo, factory manager.
inspection-present-long = At most { $limit } characters.
inspection-nobody = Nobody
inspection-due-ask = { $faults ->
    [one] 1 finding
   *[other] { $faults } findings
    }: put right by which day? Tap one, or type a date.
inspection-due-each = A day for each
inspection-dues-head = The day of each finding (the usual ones to begin with). Tap one to change it.
inspection-dues-next = Next
inspection-due-line = { $day } { $text }
inspection-due-one-ask = { $fault }: put right by which day? Choose one, or type a date.
inspection-due-unclear = Write a day from today on, within a year, such as 3 December.
inspection-in-days = { $count } days ({ $day })
inspection-finish-ask = End the inspection of { $enterprise }?
inspection-fault = ✗ { $note }
inspection-left = { $count ->
    [one] 1 required item is
   *[other] { $count } required items are
    } not recorded.
inspection-finish-told = Afterwards a mistake can only be voided; the enterprise is told, and findings are to be put right.
inspection-finish = End it
inspection-done = Ended. The enterprise will be told.
inspection-done-closed = Ended. The enterprise is no longer on the list, so no findings were entered.

# papers

inspection-making = Making the paper…
inspection-record-title = On-site inspection record
inspection-record-number = No.
inspection-record-file = inspection-record-{ $enterprise }-{ $day }
inspection-order-title = Rectification order
inspection-order-number = No.
inspection-order-file = inspection-order-{ $enterprise }-{ $day }
inspection-paper-corrected = { $title } (corrected)
inspection-paper-correction = This paper was corrected on { $day } and takes the place of the one issued before.
inspection-paper-voided = Correction: “{ $fault }” was recorded by mistake. It is void and need not be put right. Reason: { $reason }.
inspection-paper-voided-verdict = Void
inspection-paper-voided-note = { $note } (void: { $reason })
inspection-paper-voided-record = Correction: this inspection was recorded by mistake and is void as a whole. Reason: { $reason }.
inspection-paper-revoked = The rectification order issued to you after the inspection of { $day } was a mistake and is revoked. The findings listed in it need not be put right.{ $reason ->
    [none] {""}
   *[other] {" "}Reason: { $reason }.
    }
inspection-paper-unit = Enterprise
inspection-paper-code = Credit code
inspection-paper-address = Address
inspection-paper-present = In charge on site
inspection-paper-day = Day
inspection-paper-departments = Departments
inspection-paper-officers = Officers
inspection-paper-plan = Plan
inspection-paper-result = { $scope ->
    [all] {""}
    [danger] Short round (items at which work has to stop):{" "}
   *[rows] Short round (the rows listed):{" "}
    }{ $seen } items inspected: { $passed } met, { $faults } not met, { $na } not applicable.
inspection-paper-head-number = No.
inspection-paper-head-row = Row
inspection-paper-head-question = Item
inspection-paper-head-verdict = Result
inspection-paper-head-note = What was seen
inspection-paper-row = Row { $row }
inspection-paper-photos = Photos (with the number of the row)
inspection-paper-order-lead = On { $day } an inspection found the following at your premises:
inspection-paper-stop = Stop the work at this post at once, until the danger is removed.
inspection-paper-due = Put right by { $day }.
inspection-paper-basis = Legal basis: { $law }.
inspection-paper-fault = { $number }. { $fault }.
inspection-paper-seen = Seen on site: { $note }.
inspection-paper-order-due = You are ordered to put the above right { $several ->
    [yes] each by the day stated
   *[no] by { $day }
    } as laws, rules and standards demand, and to protect workers' health meanwhile. Report each with a photo in Chen'an afterwards. What is not put right in time will be dealt with by law.
inspection-paper-order-appeal = You may ask for administrative review within sixty days, or sue within six months of receiving this order; it stands meanwhile unless the law says otherwise.
inspection-paper-read = I have read this record; it is true.
inspection-paper-copies = Made in two copies: one for the enterprise, one for the file.
inspection-paper-sign-unit = For the enterprise (signature): { $line } { $date }
inspection-paper-sign-received = Received for the enterprise: { $line } { $date }
inspection-paper-sign-officers = Officers (signatures, card numbers): { $line }
inspection-paper-seal = Department (seal)
inspection-paper-date = Date:
inspection-paper-made = Made by Chen'an from the record on site; valid once signed and sealed.
