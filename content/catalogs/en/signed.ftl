# Signed and stamped papers: photographed and handed in by the enterprise, looked at and added by the office.

signed-button = { $signed ->
    [0] Hand in the stamped form
   *[other] Stamped form: { $signed }
    }
signed-ask = Print, sign and stamp it, then send photos of the stamped form, one per page.
signed-done = Stamped form handed in, pages: { $count }.
signed-state = { $count ->
    [0] No stamped form yet.
   *[other] Stamped form, pages: { $count }, last { $day }.
    }
signed-how = Send one photo per page, or one PDF. All four corners, words and stamp have to be readable.
signed-office-how = Send photos of what came on paper to add them.
signed-kept = This page is stored; send further ones.
signed-replaced = The former pages are set aside and stay on record. Send the new ones.
signed-show = Show
signed-replace = Replace
signed-before = Replaced pages, and pages of earlier forms: { $count }.
signed-all = Show those too
review-signed = Stamped form { $signed }
ledger-head-stamped = Stamped form (pages)
forms-signed = stamped{ $number }
history-signed = { $whose ->
    [office] Stamped form { $number } added by the office
   *[own] Stamped form { $number } handed in
    }
history-signed-replaced = Former stamped form set aside for a new one
error-invalid-signed-kind = Only photos and PDFs can be a stamped paper.
error-conflict-signed-draft = The form is not handed in yet; the stamped one comes after that.
