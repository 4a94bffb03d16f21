# Short phrases the system writes into the PDF of the self-check form, which is always Chinese.
form-item = Item { $item } { $title }
form-evidence-after = { $where }, put right
form-evidence-document = { $where } (document)
form-evidence-pages = { $where } (PDF of { $pages } pages, the first is shown)
form-evidence-voice = { $where } (voice)
form-no-measure = undecided (reviewer: { $objection })
form-dated = Last time { $day }
form-draft = Draft
