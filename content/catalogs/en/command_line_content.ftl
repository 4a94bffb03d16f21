# `chenan content show`: the parts of a question.
cli-question-days = { $days ->
    [1] 1 day
   *[other] { $days } days
    } ({ $law ->
    [yes] set by law,{" "}
   *[no] {""}
    }{ cli-question-mark })
cli-question-mark = { $mark ->
    [verified] text read
    [second_hand] cited second-hand
    [recalled] from memory, not read
   *[proposed] proposed
    }
cli-question-why = why it is asked
cli-question-passes = what meets it
cli-question-example = example
cli-question-fails = the finding (where not met)
cli-question-stop = work that stops first
cli-question-evidence = evidence
cli-question-evidence-kind = { $kind ->
    [photo] photo
    [document] document, as a photo or file
   *[none] none asked for
    }{ $required ->
    [yes] , required where met
   *[no] {""}
    }{ $fresh ->
    [yes] , only of this round
   *[no] {""}
    }
cli-question-numbers = numbers of workers
cli-question-measure = usual measure
cli-question-at-once = can be put right at once
cli-question-at-once-kind = { $kind ->
    [yes] yes
    [partly] partly
   *[no] no
    }
cli-question-asked = asked of
cli-question-only-where = enterprises with one of: { $facts }
cli-question-workers-over = or with more than { $count } workers
cli-question-closed = no longer asked
cli-question-closed-by = where { $question } was answered "{ $answered }"
cli-question-industries = only these industries
cli-question-later = the photo may follow
cli-question-later-days = decided by the answer to { $question }, { $days } days at most
cli-question-dated = date
cli-question-every = { $upkeep }, every { $months } months{ $severe ->
    [0] {""}
   *[other] ; every { $severe } months where hazards are severe
    }
cli-question-na = reason for "not applicable"
cli-question-not-where = not for enterprises with one of: { $facts }
cli-question-workers-at-most = { $count ->
    [1] only for one worker
   *[other] only for { $count } workers at most
    }
cli-question-fact = { $fact ->
    [severe] an industry with severe hazards
   *[exposed] people who work with dust or toxic substances
    }
cli-question-law = law
cli-question-penalty = penalty
cli-question-article = { $title } { $article } ({ cli-question-mark })
