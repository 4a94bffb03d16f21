# What is to be put right.
tasks-notice = { $notice }
tasks-head = Corrections · open { $open } · overdue { $overdue } · put right { $done }
tasks-empty =
    {""}
    Nothing to put right now. What you answer with “不符合 Not met” in the self-check is listed here.
tasks-undecided-one = undecided · { $fault }
tasks-overdue-one = ⚠ { $fault } · { $days ->
    [one] { $days } day overdue
   *[other] { $days } days overdue
    }
tasks-due-one = { $due } · { $fault }
tasks-done-one = ✓ { $fault }
tasks-home = ‹ Home
tasks-to-done = Put right { $done }
tasks-done-head = { $done } put right, waiting to be verified
tasks-of-campaign = [{ $campaign }] { $open }
