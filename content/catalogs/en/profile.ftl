# The profile: five screens.
profile-screen = Profile { $screen }/5
profile-next = Next ›
profile-done = Done ›
profile-home = ‹ Home
profile-again = Change it
profile-totals = Only totals and yes or no; no names, illnesses or results of health checks.
profile-materials-example = For example: white glue, thinner, epoxy paint, solder
profile-materials-none = None / not sure
profile-materials-clear = Clear and write anew
profile-same = As last time: { $last }
profile-noted = Noted: { $typed }
profile-more-typed = More of them? Just type on.
profile-on-list = ⚠ { $name }: on the national list of highly toxic substances.{" "}
profile-recognised = { $name }: harmful.{" "}
profile-recognised-more = Also recognised: { $names }
profile-not-harmless = What was not recognised is not thereby harmless.
profile-none-recognised =
    No known poison recognised; that does not mean harmless.
    Look at the label, or ask the supplier for the safety data sheet (MSDS).
profile-people = { $number ->
    [one] { $number } person
   *[other] { $number } people
}
profile-nobody = Nobody is exposed (0)
profile-exposed-unclear = That is not understood. Write one number, 0 to { $most }, for example 5.
profile-exposed-many = { $number } exposed is more than the { $workers } who work there. Write it again, or go back to correct the total.
profile-kept = Noted: { $workers } people, { $exposed } exposed.
profile-asked = { $items } items to answer. Not asked:
profile-asked-all = { $items } items to answer, none left out.
profile-no-campaign = No campaign is open now; when one opens, this decides what is asked.
profile-item-away = · item { $rows } wholly: { $reason }
profile-questions-away = · item { $rows }, { $count } fewer: { $reason }
profile-more-away = · and some more for { $reasons } other reasons
profile-look-first = Look first: { $hint }
profile-hazards = Usual here: { $names }
profile-begin = 开始自查 Start the self-check
profile-continue = 继续自查 Continue
