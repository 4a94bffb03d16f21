# An enterprise's own recurring dates: maintenance, examination, testing.
error-invalid-upkeep-future = That day is still to come. Please write the day it was last done.
error-invalid-upkeep-old = That is too long ago; please give a day within the last { $years } years.
error-invalid-upkeep-kind = There is no such kind; please choose one of the buttons.

upkeep-head =
    Recurring dates
    Enter when it was last done; during a campaign you are reminded before it is due.
upkeep-name-maintenance = Maintenance of extraction
upkeep-name-medical_exam = Workers' health examination
upkeep-name-testing = Workplace hazard testing
upkeep-line = { $name }: { $next }
upkeep-unset = no date yet
upkeep-stopped = stopped, no reminders
upkeep-next = next { $day }, { $left }
upkeep-last = Last { $day }, every { $months ->
    [one] month
   *[other] { $months } months
}
upkeep-muted = You get no reminders of it.
upkeep-ask =
    { $ask }

    Type the day: 12 May, 2026-05-12, 2026-05.
upkeep-day-unclear = That day was not understood. Please write it as 2026-05-12 or 2026-05.
upkeep-today = Today
upkeep-done-today = Done today
upkeep-change = Change last day
upkeep-stop = No reminders
upkeep-again = Remind me again
upkeep-home = ‹ Home
