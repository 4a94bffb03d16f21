# The daily digest: an office's rules, and what is sent.
rules-button = Daily digest
rules-head = Daily digest of { $place }: at most one at half past eight, of what has waited long enough and of new requests; what is urgent comes at once. None when there is nothing, none on days off.
rules-only-head = A head can change it.
rules-name = { $about ->
    [unsent] Forms not handed in
    [unreviewed] Waiting for review
    [claimed] Taken and left
    [unverified] Waiting to be accepted
    [unanswered] Requests for more time
    [overdue] Long overdue
    [owed] Duties owed below
    [undated] Days not set
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
    [unsent] From which day after the form was due; once more on the last day it is taken.
    [unreviewed] From which day on that the oldest has waited.
    [claimed] From which day on after it was taken, or last judged; by whom.
    [unverified] From which day on that the oldest has waited.
    [unanswered] From which day on that the oldest has waited.
    [overdue] From which day overdue. What waits for your decision is told by itself.
    [owed] From which day overdue.
    [undated] From which day after the opening, until they are set.
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
rules-turn-off = Not this one
rules-preview = What is sent
rules-back = ‹ Daily digest
rules-told = In the morning of { $day }:
rules-told-none = Nothing in the morning of { $day }.
rules-later = { $day }: { $name }
rules-no-campaign = No campaign is at work, nothing is sent.
error-invalid-rule-first = Choose 0 to { $most } days.
error-invalid-rule-again = Choose every 1 to { $most } days.
