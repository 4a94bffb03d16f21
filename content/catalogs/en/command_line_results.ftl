# What commands of the command line say when they are done, and what they ask.

cli-content-mistakes = { $count ->
    [one] 1 mistake
   *[other] { $count } mistakes
}
cli-content-sound = sound: plans { $plans }, check items { $items }, questions { $questions }, industries { $industries }, substances { $substances }, laws { $laws }
cli-content-gaps = { $language }: lacks { $sentences } of { $of_sentences } sentences and { $texts } of { $of_texts } texts of plans and rules; Chinese is shown instead
cli-content-gap-lines = lines { $lines }
cli-content-counts = { $rows } rows, { $dated } of { $phases } phases dated
cli-content-phases = Phases
cli-content-rows = Rows
cli-content-duties = Duties
cli-content-no-days = to be set by the office
cli-content-core = core
cli-content-days = { $days } days
