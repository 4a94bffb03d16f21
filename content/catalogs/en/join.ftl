# Joining: invite links, share codes, registering an enterprise.
join-choose =
    How do you want to join?
    · Not registered yet: tap “Register”, fill it in from the licence, about 3 minutes.
    · A colleague already uses it, or the safety office invited you: join by code or link.
join-register = Register an enterprise
join-have-code = I have a code or invite
join-not-now = ‹ Home
join-no-town = No area is set up here yet, so nobody can register. Please ask your town's safety office when it starts.
join-code-enter =
    Type the 8-digit code your colleague gave you, for example 4821 0937.
    An invite link of the safety office: just open it, or send the whole link here.
join-code-eight = A share code has 8 digits. Please type it again as on your colleague's phone.
join-code-wrong = This code does not work: mistyped, expired (24 hours), or used 5 times. Please check it, or ask for a new one.
join-invite-dead =
    This invite does not work: expired, used, or withdrawn.
    Ask whoever sent it for another: the safety office can send a new link, a colleague a new code.
join-invited-enterprise =
    You are invited to: { $name }
    You can then fill in the self-check and make corrections together with colleagues.
    Only your account number and name are stored, to recognise you.
join-invited-finding =
    { $name } asks you to put one thing right.
    You see only that one, and can comment and send photos.
    Only your account number and name are stored, to recognise you.
join-invited-joined = You have already joined { $name }.
join-accept = Join
join-enter = Open
join-joined = You have joined this enterprise.
join-own = You have already registered this enterprise; just continue.
join-welcome =
    { $name } is registered.
    Next is a short profile, 5 screens at most; it removes questions that do not concern you.
join-kept = Entered: { $value }
join-keep = Keep it, next ›
join-skip = Skip
join-all = Show all
join-name =
    Name of the enterprise (as on the licence)
    Just type it.
join-code-ask =
    Credit code (18 characters on the licence)
    Spaces and small letters are fine.
join-code-mark = [{ $found }]
join-code-length = A credit code has 18 characters, this one has { $length }. Please check it against the licence and send it again.
join-code-character = Character { $position } from the left, “{ $found }”, cannot be right. Please check the licence and send it again.
join-code-check = Character { $position } from the left, “{ $found }”, may be wrong. Please check it on the licence.
join-code-unplaced = Something is mistyped, but it is not clear where. Please check it against the licence and send it again.
join-code-change = Change to { $suggested }
join-code-taken =
    This code is already on the list. To join:
    · ask a colleague for an 8-digit code (More › Colleagues);
    · nobody has joined yet? Tap “Ask the office to let me in”; your account number and name are stored so that you can be told.
    If the code is mistyped, just send it again.
join-industry-ask =
    Which industry?
    Tap a button, or type to search, for example “shoe”.
join-industry-found = Industries for “{ $find }”:
join-industry-none = Nothing found. Try another word, or take “Other” on the last page.
join-town-ask = Where is the enterprise? Tap a button, or type to search.
join-town-inside =
    Where in { $place }?
    Tap a button, or type to search.
join-town-found = Places for “{ $find }”:
join-town-none = No such place. Try another word, or tap a button.
join-town-here = This level is enough
join-address =
    Address (street, number, floor)
    Inspectors use it to find you. You may skip it.
join-headcount =
    How many people work there?
    Count permanent and temporary workers and apprentices. Just type the number, such as 18.
join-phone =
    Telephone
    The safety office calls it when something is urgent or messages do not reach you; it is also printed on the form.
    Mobile or landline, such as 0514-87654321 ext. 802. You may skip it.
join-ask-phone =
    Your telephone number
    The safety office calls it to check who you are. Where the enterprise has left none, it becomes the enterprise's: for urgent matters, for messages that do not arrive, and printed on the form.
    Mobile or landline, for example 0514-87654321 ext. 802. You may skip it.
join-empty = (none)
join-confirm =
    Please check:
    Name: { $name }
    Code: { $code }
    Industry: { $industry }
    Place: { $town }
    Address: { $address }
    People: { $headcount }
    Telephone: { $phone }
    Only your account number and name are stored, to recognise you.
join-confirm-button = Register
join-fix-name = Name
join-fix-credit-code = Code
join-fix-industry = Industry
join-fix-town = Place
join-fix-address = Address
join-fix-headcount = People
join-fix-phone = Telephone
join-contact = Person in charge
error-invalid-name = The name must have 2 to 60 characters. Please write it again.
error-invalid-credit-code = The credit code is not right. Compare it with the licence and write it again.
error-invalid-industry = There is no such industry; please choose one of the buttons.
error-invalid-jurisdiction = There is no such place; please choose one of the buttons.
error-invalid-headcount = That was not understood. Please write one number, 1 to 200000, for example 18.
error-invalid-address = The address is too long: please keep it to 100 characters.
error-invalid-phone-typed = That is not a telephone number. A mobile has 11 digits; for a landline give the area code, such as 0514-87654321, and add “ext. 802” if there is one.
error-invalid-contact-name = Your name is too long or empty, please shorten it and try again.
error-invalid-language = There is no such language, please choose 中文 or English.
error-invalid-invite = This invite does not work: expired, used, or withdrawn. Please ask for another.
error-invalid-invite-wait = Too many wrong codes. Please try again in { $minutes } minutes.
error-conflict-enterprise-exists = This credit code is registered already. Ask a colleague for a code, or the safety office for a link.
