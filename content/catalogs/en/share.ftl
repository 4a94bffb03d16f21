# People and data of the enterprise.
share-phones = { $phones ->
    [one] { $phones } person uses it
   *[other] { $phones } people use it
}
share-role-owner = You registered it
share-role-member = You are a colleague
share-make = Share a code
share-again = Make a new code
share-details = Enterprise data
share-leave = Leave this enterprise
share-leave-yes = Leave
share-home = ‹ Home
share-code =
    Share code: { $code }
    Valid for 24 hours and 5 people.
    Forward this link to a colleague; opening it lets them join:
    { $link }
    Whoever has the code sees this enterprise's self-check: give it only to your own people.
    A new code cancels the old one.
share-code-gone = A code is shown only once. Make a new one if you need it; the old one is then cancelled.
share-registered =
    { $name }
    Code: { $code }
    Industry: { $industry }
    Place: { $town }
    Address: { $address }
    People: { $headcount }
    Telephone: { $phone }
    To correct code, industry or place, ask your town's safety office.
share-edit-name =
    The name now: { $name }
    Type the new name (as on the licence).
share-edit-address =
    The address now: { $address }
    Type the new address.
share-edit-headcount =
    People now: { $headcount }
    Send the new number, for example 18.
share-edit-phone =
    Telephone now: { $phone }
    The safety office calls it when something is urgent or messages do not reach you; it is also printed on the form.
    Send the new number, mobile or landline.
share-no-phone = Leave no number
share-leave-ask =
    Leave { $name }?
    You no longer see its self-check and get no reminders. Answers stay with the enterprise.
share-leave-last =
    You are the only one who registered { $name }; nobody else would be responsible, so you cannot leave now.
    If somebody else takes over or the business has closed, contact your town's safety office.
share-left = You have left.
error-conflict-last-owner = You are the only one responsible. If somebody else takes over, contact your town's safety office.
