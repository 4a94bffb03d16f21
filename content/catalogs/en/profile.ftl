# The profile: five screens.
profile-screen = Profile { $screen }/5
profile-next = Next ›
profile-done = Done ›
profile-home = ‹ Home
profile-again = Change it
profile-totals = Only totals and yes or no; no names, illnesses or results of health checks.
profile-materials-example = For example: white glue, thinner, epoxy paint, solder
profile-materials-none = None / not sure
profile-materials-clear = Clear and rewrite
profile-same = As last time: { $last }
profile-noted = Noted: { $typed }
profile-more-typed = More? Just keep typing.
profile-on-list = ⚠ { $name }: on the national list of highly toxic substances.{" "}
profile-recognised = { $name }: harmful.{" "}
profile-recognised-more = Also recognised: { $names }
profile-not-harmless = What was not recognised may still be harmful.
profile-none-recognised =
    No known toxic substance was recognised; that does not mean it is harmless.
    Look at the label, or ask the supplier for the safety data sheet (MSDS).
profile-people = { $number ->
    [one] { $number } person
   *[other] { $number } people
}
profile-nobody = Nobody is exposed (0)
profile-exposed-unclear = That was not understood. Please write one number, 0 to { $most }, for example 5.
profile-exposed-many = { $number } exposed is more than the { $workers } who work there. Write it again, or go back to correct the total.
profile-kept = Profile saved: { $workers } people, { $exposed } exposed.
profile-asked = { $items } items to answer. Not asked:
profile-asked-all = { $items } items to answer, none left out.
profile-no-campaign = No campaign is open now; when one opens, this decides what is asked.
profile-item-away = · all of item { $rows }: { $reason }
profile-questions-away = · item { $rows }, { $count } fewer questions: { $reason }
profile-more-away = · and some more for { $reasons } other reasons
profile-look-first = Look first: { $hint }
profile-hazards = Usual in this industry: { $names }
profile-begin = 开始自查 Start the self-check
profile-continue = 继续自查 Continue
