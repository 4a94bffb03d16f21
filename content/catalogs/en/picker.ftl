# The pickers of the page.
picker-day = Pick a day
picker-first-day = From
picker-last-day = To
picker-hour = Pick a time
picker-number = Number
picker-people = How many people
picker-sum = Yuan
picker-year = Year
picker-hurt = Hurt or poisoned
picker-dead = Dead
