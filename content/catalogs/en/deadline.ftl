# Deadlines as a calendar file (.ics). name: the enterprise, or the office's place
deadline-button = To my calendar
deadline-none = Nothing has a day at the moment.
deadline-caption = { $count ->
    [one] { $count } day
   *[other] { $count } days
    }. Open the file on your phone to put them into your calendar; when a day changes, tap “To my calendar” again and the entries move.
deadline-file = Deadlines { $name }
deadline-calendar = Chen'an · { $name }
deadline-note = { $name }. If a day changes, the one in Chen'an is valid; add the file again and this entry moves.
deadline-done = ✓ Done: { $said }
deadline-form = Hand in the form: { $plan }
deadline-plan = To be put right: { $matter } · { $measure }
deadline-photo = Photo to follow: { $matter }
deadline-upkeep = { $upkeep }
deadline-decided = { $text }
deadline-duty = { $duty }
