# All records of an enterprise: exported, erased after the years of keeping.
archive-file = records_{ $enterprise }
archive-readme =
    All that Chen'an keeps of { $enterprise } ({ $code }), exported on { $day }.
    · data.json: what was filled in, table by table; times are UTC.
    · forms: a PDF for each campaign, with what the office wrote.
    · files: named by the SHA-256 of their bytes; data.json says under evidence where each belongs.
archive-data = data
archive-forms = forms
archive-files = files
archive-readme-name = readme
archive-button = Export all records
archive-making = It is being packed.
archive-large = It has { $size } MB, above the 50 MB that can be sent. Ask the safety office to export it at a desk.
archive-caption = All records of “{ $enterprise }”. Keep them safe.
erase-button = Erase all records
erase-ask = Erase all of “{ $enterprise }”: forms, photos, rectifications, reviews, people? It cannot be undone; better export it first.
erase-until = The records of “{ $enterprise }” are kept until { $day }; then they can be erased.
erase-is-open = “{ $enterprise }” takes part in an open campaign; it can be erased after that and the years of keeping.
erase-yes = Erase
erase-done = All records of “{ $enterprise }” are erased.
error-conflict-erase-early = They are kept until { $day }.
error-conflict-erase-clock = This machine's clock has leapt by many days and may be wrong. Have its operator confirm the time first.
error-conflict-erase-folder = The photos and files belong to another database (this may be a copy): nothing was erased. Ask its operator to see to it.
error-conflict-erase-open = It takes part in an open campaign.
