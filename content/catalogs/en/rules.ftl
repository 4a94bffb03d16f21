# The daily digest: an office's rules, and what is sent.
rules-button = Daily digest
rules-head = Daily digest of { $place }: at most one a day, at half past eight, listing what has reached its reminder day and new requests; urgent matters are sent at once. Nothing is sent on days off or when there is nothing to report.
rules-only-head = Only a head can change it.
rules-name = { $about ->
    [unsent] Forms not handed in
    [unreviewed] Waiting for review
    [claimed] Taken, not reviewed
    [unverified] To verify
    [unanswered] Requests for more time
    [overdue] Long overdue
    [owed] Overdue duties below
    [undated] Dates not set
   *[ending] Summary and closing
    }
rules-one = { $on ->
    [yes] ☑
   *[no] ☐
    } { rules-name }{ $on ->
    [yes] {" · "}from day { $first }, every { $again }
   *[no] {""}
    }
rules-what = { $about ->
    [unsent] From how many days after the due date; once more on the last day it is accepted.
    [unreviewed] From how many days after the oldest began to wait.
    [claimed] From how many days after it was taken or last judged; names who took it.
    [unverified] From how many days after the oldest began to wait.
    [unanswered] From how many days after the oldest began to wait.
    [overdue] From how many days overdue. What needs your decision is reminded separately.
    [owed] From how many days overdue.
    [undated] From how many days after the opening, until they are set.
   *[ending] Counted from 14 days before the last phase ends; also on its last day, until the campaign is closed.
    }
rules-first-one = { $chosen ->
    [yes] ☑{" "}
   *[no] {""}
    }day { $days }
rules-again-one = { $chosen ->
    [yes] ☑{" "}
   *[no] {""}
    }every { $days }
rules-turn-on = Turn on
rules-turn-off = Turn off
rules-preview = What is sent
rules-back = ‹ Daily digest
rules-told = On the morning of { $day }:
rules-told-none = Nothing on the morning of { $day }.
rules-later = { $day }: { $name }
rules-no-campaign = No campaign is open, so nothing is sent.
error-invalid-rule-first = Choose 0 to { $most } days.
error-invalid-rule-again = Choose every 1 to { $most } days.
