# Deadlines as a calendar file (.ics). name: the enterprise, or the office's place
deadline-button = To my calendar
deadline-none = Nothing has a deadline at the moment.
deadline-caption = { $count ->
    [one] { $count } date
   *[other] { $count } dates
    }. Open the file on your phone to put them into your calendar; when a date changes, tap “To my calendar” again and the entries move.
deadline-file = Deadlines { $name }
deadline-calendar = Chen'an · { $name }
deadline-note = { $name }. If the date changes, the one in Chen'an counts; add the file again and this entry moves.
deadline-done = ✓ Done: { $said }
deadline-form = Hand in the form: { $plan }
deadline-plan = Correction due: { $matter } · { $measure }
deadline-photo = Photo to follow: { $matter }
deadline-upkeep = { $upkeep }
deadline-decided = { $text }
deadline-duty = { $duty }
