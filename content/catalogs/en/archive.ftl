# All records of an enterprise: exported, erased after the years of keeping.
archive-file = records_{ $enterprise }
archive-readme =
    Everything Chen'an holds on { $enterprise } ({ $code }), exported on { $day }.
    · data.json: what was filled in, table by table; times are UTC.
    · forms: a PDF for each campaign, with what the office wrote.
    · files: named by their SHA-256; the evidence table in data.json says which question each belongs to.
archive-data = data
archive-forms = forms
archive-files = files
archive-readme-name = readme
archive-button = Export all records
archive-making = Packing the files, please wait.
archive-large = The archive is { $size } MB, above the 50 MB that can be sent. Ask the safety office to export it on a computer.
archive-caption = All records of “{ $enterprise }”. They hold the enterprise's data: keep them safe.
erase-button = Erase all records
erase-ask = Erase all of “{ $enterprise }”: forms, photos, rectifications, reviews, people? This cannot be undone; export it first.
erase-until = The records of “{ $enterprise }” are kept until { $day }; then they can be erased.
erase-is-open = “{ $enterprise }” is in an open campaign; it can be erased once that has ended and the retention period is over.
erase-yes = Erase
erase-done = All records of “{ $enterprise }” are erased.
error-conflict-erase-early = The records are kept until { $day } and can be erased after that.
error-conflict-erase-clock = This machine's clock has jumped by many days and may be wrong. Ask the operator to confirm the time before you erase.
error-conflict-erase-folder = The photos and files belong to another database (this may be a copy): nothing was erased. Ask the operator to sort this out first.
error-conflict-erase-open = The enterprise is in an open campaign; it can be erased once that has ended and the retention period is over.
