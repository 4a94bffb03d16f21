# Small pieces used everywhere: places, days, verdicts.
row = Item { $row }/{ $rows }
row-part = Item { $row }/{ $rows }, part { $part }
day = { $year }-{ $month }-{ $day }
days-span = { $first } to { $last }
day-full = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
    }, { $year }-{ $month }-{ $day }
day-short = { $year }-{ $month }-{ $day }
day-to = {" "}to{" "}
day-understood = You wrote { $days }.
day-asked = { $several ->
    [yes] Do you mean { $days }? If so, tap “Yes” below or write yes; if not, write it again with year, month and day.
   *[no] Do you mean { $days } ({ $left })? If so, tap “Yes” below or write yes; if not, write it again with year, month and day.
    }
day-yes = Yes, { $days }
day-yes-words = yes/y/ok/okay/right/sure
day-is-over = { $day } has passed. Please give today or a later day.
day-is-ahead = { $day } is still to come. Please give a day in the past.
overdue-for = overdue for { $count } { $unit ->
    [year] { $count ->
        [one] year
       *[other] years
        }
    [month] { $count ->
        [one] month
       *[other] months
        }
   *[day] { $count ->
        [one] day
       *[other] days
        }
    }
days-left = { $days ->
    [one] 1 day left
   *[other] { $days } days left
}
days-over = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}
days-today = due today
list-comma = ,{" "}
verdict-pass = met
verdict-fail = not met
verdict-na = not applicable
verdict-owed = photo later
law-unverified = {" "}(article not verified)
file-photo = Photo
file-pdf = PDF · { $pages } pages
file-voice = Voice message
language-name = English

share = { $percent }%
share-none = –
share-little = under 1%
share-nearly = over 99%
