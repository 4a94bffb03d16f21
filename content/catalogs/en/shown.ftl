# Small pieces used everywhere: places, days, verdicts.
row = Item { $row }/{ $rows }
row-part = Item { $row }/{ $rows }, part { $part }
day = { $year }-{ $month }-{ $day }
days-left = { $days ->
    [one] 1 day left
   *[other] { $days } days left
}
days-over = { $days ->
    [one] 1 day over
   *[other] { $days } days over
}
days-today = due today
list-comma = ,{" "}
verdict-pass = met
verdict-fail = not met
verdict-na = not applicable
law-unverified = {" "}(article not verified)
file-photo = Photo
file-voice = Voice message
language-name = English
