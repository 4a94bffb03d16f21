# What `chenan content check` says of a mistake: what is wrong; what to write instead.

mistake-or = { $first } or { $second }

# What is referred to by a code.
mistake-noun-item = item
mistake-noun-pack = pack
mistake-noun-number-prefix = number prefix
mistake-noun-question = question
mistake-noun-phase = phase
mistake-noun-duty = duty
mistake-noun-department = department
mistake-noun-rule = rule
mistake-noun-row = row
mistake-noun-check-item = check item
mistake-noun-law = law
mistake-noun-industry = industry
mistake-noun-profile-question = profile question
mistake-noun-notice = notice
mistake-noun-substance-number = substance number
mistake-noun-fact = fact
mistake-noun-option = option
mistake-noun-upkeep = upkeep

# Files.
mistake-file-missing = is missing
mistake-file-write = is missing; write it, with a list under '{ $key }:'
mistake-file-empty = is empty; write the keys it needs
mistake-file-utf8 = is not UTF-8 here; save the file as UTF-8
mistake-file-unread = cannot be read ({ $problem }); write plain UTF-8 text
mistake-file-name = this file holds '{ $code }'; name it { $own }, or write code: { $name }
mistake-folder-empty = holds no file; write { $folder }/<code>.yaml
mistake-yaml-tab = has a tab in its indentation; write spaces
mistake-yaml = cannot be read here ({ $problem }); write spaces to indent, a space after each colon, and quotes around a text with { $signs }
mistake-key-twice = '{ $key }' stands here twice (first on line { $first }); keep one of them

# Values of the wrong shape.
mistake-this-file = this file
mistake-found = '{ $found }'
mistake-found-nothing = empty
mistake-found-mapping = a mapping
mistake-found-list = a list
mistake-language-zh = Chinese
mistake-language-en = English
mistake-pattern-question = a code such as Q05.2
mistake-pattern-item = a code such as I05
mistake-pattern-letters = small letters and underscores only
mistake-pattern-letters-digits = small letters, digits and underscores only
mistake-missing = '{ $name }' is missing; add '{ $name }: { $shape }'
mistake-no-text = the { $tongue } text is missing; add '{ $name }: …'
mistake-misspelt = '{ $name }' is not a key here; write '{ $near }'
mistake-no-key = '{ $name }' is not a key here; write one of { $known }
mistake-kind = '{ $name }' is { $found }; write '{ $name }: { $shape }'
mistake-number = '{ $name }' is { $found }; write a whole number, such as 3
mistake-too-small = '{ $name }' is { $found }; write a number of at least { $least }
mistake-too-great = '{ $name }' is { $found }; write a number of at most { $most }
mistake-boolean = '{ $name }' is { $found }; write true or false
mistake-choice = '{ $name }' is { $found }; write { $wanted }
mistake-no-entry = '{ $name }' has no entry; write at least one
mistake-empty-text = '{ $name }' is empty; write a text
mistake-empty-sentence = '{ $name }' is empty; write the { $tongue } sentence
mistake-value = '{ $name }': { $reason }
mistake-no-day = '{ $name }' is { $found }, which is not a day of the calendar; write { $days }
mistake-no-plan-day = '{ $day }' is not a day of a plan; write Y-11-21, Y+1-04-30 or Y+1-02-last
mistake-other = '{ $name }': { $problem }; write another value

# Codes.
mistake-twice = { $noun } '{ $code }' is already at { $where }; write another one
mistake-twice-in-rows = { $noun } '{ $code }' is already at { $where }; keep it in one row of the plan
mistake-unknown = there is no { $noun } '{ $code }'; write one of { $known }
mistake-no-department-kind = there is no kind of department '{ $kind }'; write one of { $known }
mistake-entry-twice = '{ $key }' is there twice; keep one

# Check items.
mistake-no-core = { $item } has no core question; write core: true at one
mistake-cores = { $questions } are all core; keep core: true at one of them
mistake-stray-question = '{ $question }' is not a question of { $item }; write { $own }
mistake-later-not-fresh = a photo of '{ $question }' need not be new; write fresh: true, or drop 'later'
mistake-industries-no-reason = does not say why other industries are not asked; write industries_reason: { $shape }
mistake-danger-no-stop = { $question } is a danger but does not say what to stop first; write stop: { $shape }
mistake-stop-no-danger = { $question } is not a danger, so nobody sees 'stop'; write level: danger, or drop it
mistake-evidence-no-what = { $question } does not say what to show; write what: { $shape }, or kind: none
mistake-evidence-no-kind = { $question } asks for evidence but its kind is none; write kind: photo or kind: document
mistake-law-replaced = { $question } rests on '{ $law }', which is not in force; write '{ $instead }'
mistake-law-not-in-force = { $question } rests on '{ $law }', which is not in force; write a law in force
mistake-no-substance = there is no substance { $number }; write a number of { $file }, or null
mistake-no-options = profile question '{ $question }' has no options; add some
mistake-options = profile question '{ $question }' has options; write kind: choices

# Plans.
mistake-no-form-duty = no duty hands the form in; add one with 'who: enterprise' and 'what: form'
mistake-no-office = '{ $department }' is not an office; write at: outside
mistake-no-safety = no department is of kind safety; write kind: safety at one
mistake-nobody-receives = no department receives the forms; write receives_forms: true at one
mistake-rule-no-rate = rule '{ $rule }' counts workers; write 'percent' and 'rate' too
mistake-phase-half = phase '{ $phase }' has only '{ $has }'; write '{ $lacks }' too, or neither of them
mistake-phase-backwards = phase '{ $phase }' ends on { $end }, before it starts on { $start }; { $instead }
mistake-phase-order = phase '{ $phase }' starts on { $start }, before '{ $before }' above it ({ $earlier }); put the phases in order, or roll the year on: Y+{ $years }-…
mistake-grace-alone = duty '{ $duty }' has a grace day but no due day; write 'due' too
mistake-grace-early = duty '{ $duty }' has a grace day, { $grace }, before it is due on { $due }; { $instead }
mistake-write-later = write { $day } or later
mistake-write-next-year = write { $day } if next year is meant
mistake-form-outside = the form is due on { $due }, outside the campaign ({ $first } to { $last }); write a day within it
mistake-duty-to-nobody = duty '{ $duty }' goes to nobody; write to: a department's code, or rhythm: standing
mistake-duty-unasked = row { $row } names '{ $word }', but no question asks about it; add { $wanted } to must
mistake-cited-not-in-force = '{ $law }' is not in force today; write now: { $instead }
mistake-no-rung = no verdict leads to the rung '{ $rung }'; write one of { $known }
mistake-no-lines = '{ $lines }' are not line numbers; write L44, L89-90 or L43, L44
mistake-lines-beyond = '{ $lines }' is outside the plan, which is { $plan }; write lines of it

# Reports, reviews, notices, emergencies.
mistake-item-in-categories = '{ $item }' is in '{ $category }' already; keep it in one category
mistake-item-no-category = check item '{ $item }' is in no category; add it to one
mistake-quiet-hour = '{ $hour }' lies in the quiet hours; write one from 08:30 to 19:59
mistake-reason-no-points = '{ $reason }' has no points; write it under points:
mistake-verdict-twice = the verdict '{ $key }' is there twice; keep one
mistake-field-sometimes = there is no field '{ $name }' that may be empty; write one of { $known }
mistake-field-no-value = the field '{ $field }' has no value here; write one of { $known }, or name it under needs:
mistake-column-fact = There is no fact “{ $fact }” to show; { $lines ->
    [enterprise] a sheet of enterprises
   *[finding] a sheet of findings
    } knows: { $known }
mistake-column-head = The head “{ $head }” is there twice; keep one of them
mistake-column-set = The sheet “{ $code }” is there twice; keep one of them
mistake-caption-long = '{ $code }' ({ $written_in }) may reach { $length } characters; write at most { $most }, the most that a picture's caption holds
mistake-no-pattern = '{ $pattern }' is not a pattern: { $problem }
mistake-pattern-name = '{ $pattern }' is not a pattern: there is no name '{ $name }' under names

# Rules of reminding and of mail.
mistake-mail-twice = '{ $says }' has a rule already at { $where }; keep one of them
mistake-mail-alone = '{ $says }': several of them are told with the sentence of one; drop 'several'
mistake-mail-several = '{ $says }': several of them are told with a sentence of their own; write several: KEY, or names: ""
mistake-days-order = the days of '{ $rule }' are not in order; write days: { $instead }
mistake-urgent-day = '{ $rule }' does not remind on day { $day }; write one of { $known }
mistake-not-with-about = '{ $word }' does not go with about: { $about }; write one of { $known }
mistake-office-and-others = '{ $rule }' reminds an office and others; write a rule of its own for to: { $instead }
mistake-no-mute = '{ $rule }': add mute to its buttons
mistake-mute = '{ $rule }': write mutable: true, or drop the button mute
mistake-no-upkeeps = '{ $rule }' is about { $about }; write kinds: one or more of { $known }
mistake-upkeeps = '{ $rule }' is about { $about }; drop 'kinds'
mistake-follows = '{ $rule }' does not remind enterprises; drop 'follows'
mistake-no-role = '{ $rule }' has no sentence for '{ $role }'; write more: { $instead }
mistake-role = '{ $rule }' never uses '{ $role }'; write one of { $known }
mistake-roles = '{ $rule }' never uses '{ $role }'; drop it
mistake-counted-days = '{ $rule }' counts days of waiting; write days: { $instead }, the day from which it reminds
mistake-counted-once = '{ $rule }' would remind only once; write again: 7
mistake-counted-twice = '{ $rule }' is about { $about } already; keep one of them

# Texts.
mistake-text-same = '{ $name }' is the same in both languages; write the English sentence
mistake-text-chinese-in-english = '{ $name }' has Chinese in its English ('{ $found }'); translate it, or quote it as “…”
mistake-text-no-chinese = '{ $name }' has no Chinese in its Chinese text; write the Chinese sentence
mistake-text-space = '{ $name }' has a space inside Chinese ('{ $found }'); write it on one line, without it
mistake-text-long = '{ $name }' is { $length } characters long; write at most { $most }
mistake-text-letters = '{ $name }' is { $length } letters long; write at most { $most }

# Catalogs.
mistake-language-name = '{ $key }' is missing, so nobody can choose '{ $code }'; write the language's own name
mistake-no-language = '{ $name }' is not a language code; name the folder with two small letters, such as en
mistake-fluent = { $problem }; write 'key = sentence', further lines indented, variables as { $variable }
mistake-sentence-twice = '{ $key }' is already at { $where }; keep one of them
mistake-sentence-lacks = '{ $key }' has no '{ $other }' sentence; write it in { $there }
mistake-variable-one-sided = '{ $key }' uses ${ $name }, { $there } does not; write it in both or in neither
mistake-only-attributes = '{ $key }' has only attributes, which nothing uses; write '{ $key } = sentence'
mistake-no-reference = '{ $key }' refers to '{ $name }', which '{ $written_in }' does not have; write that sentence too
mistake-key-composed = a key is put together from pieces; write a table of whole keys, or a sentence that chooses
mistake-no-sentence = there is no sentence '{ $key }'; write it in the catalogs
mistake-variable-needed = '{ $key }' needs ${ $name }; write say(…, { $name }=…)
mistake-variable-vain = '{ $key }' has no ${ $name }; write it in { $where }, or drop { $name }=
mistake-unsaid = nothing uses '{ $key }'; use it in the program, or drop it in every language
