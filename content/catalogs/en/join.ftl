# Joining: invite links, share codes, registering an enterprise.
join-choose =
    How do you come in?
    · Not registered yet: tap “Register”, fill it in from the licence, about 3 minutes.
    · A colleague uses it, or the safety office invited you: come in by code or link.
join-register = Register an enterprise
join-have-code = I have a code or invite
join-not-now = ‹ Home
join-no-town = No area is set up here yet, so nobody can register. Ask your town's safety office when it begins.
join-code-enter =
    Type the 8-digit code your colleague gave you, for example 4821 0937.
    An invite link of the safety office: just open it, or send it here whole.
join-code-eight = A share code has 8 digits. Please type it again as on your colleague's phone.
join-code-wrong = This code does not work: mistyped, expired (24 hours), or used 5 times. Check it, or ask for a new one.
join-invite-dead =
    This invite does not work: expired, used, or taken back.
    Ask whoever sent it for another: the safety office can send a new link, a colleague a new code.
join-invited-enterprise =
    You are invited to: { $name }
    You can then fill in the self-check and put things right together.
    Of you, only the Telegram number and name are kept.
join-invited-finding =
    { $name } asks you to put one thing right.
    You see only that one, and can comment and send photos.
    Of you, only the Telegram number and name are kept.
join-invited-joined = You are in { $name } already.
join-accept = Join
join-enter = Go in
join-joined = You are in.
join-own = You registered this enterprise before. Just go on.
join-welcome =
    { $name } is registered.
    Next is a short profile, 5 screens at most, so that you are not asked what is not yours.
join-kept = Entered: { $value }
join-keep = Keep it, next ›
join-skip = Skip
join-all = Show all
join-page = Page { $page }/{ $pages }
join-name =
    Name of the enterprise (as on the licence)
    Just type it.
join-code-ask =
    Credit code (18 characters on the licence)
    Spaces and small letters are fine.
join-code-mark = [{ $found }]
join-code-length = It has 18 characters, this has { $length }. Count along the licence and send it again.
join-code-character = Character { $position } from the left, “{ $found }”, cannot stand there. Check the licence and send it again.
join-code-check = Character { $position } from the left, “{ $found }”, may be wrong. Look at it on the licence.
join-code-unplaced = Something is mistyped, it cannot be told where. Compare with the licence and send it again.
join-code-change = Change to { $suggested }
join-code-taken =
    This code is on the list already. To get in:
    · ask a colleague for an 8-digit code (More › Colleagues);
    · nobody in yet? Ask the office below; your Telegram number and name are kept, to tell you.
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
join-town-here = No closer than this
join-address =
    Address (street, number, floor)
    Inspectors find you by it. It may be skipped.
join-headcount =
    How many people work there?
    Permanent, temporary and apprentices. 18 is enough.
join-phone =
    Telephone
    The safety office calls it when something is urgent or no message reaches you; it stands on the form, too.
    Mobile or landline, as 0514-87654321 ext. 802. It may be skipped.
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
    Of you, only the Telegram number and name are kept.
join-confirm-button = Register
join-fix-name = Name
join-fix-credit-code = Code
join-fix-industry = Industry
join-fix-town = Place
join-fix-address = Address
join-fix-headcount = People
join-fix-phone = Telephone
join-contact = Person in charge
error-invalid-name = A name has 2 to 60 characters. Please write it again.
error-invalid-credit-code = The credit code is not right. Compare it with the licence and write it again.
error-invalid-industry = There is no such industry, please take one from the buttons.
error-invalid-jurisdiction = There is no such place, please take one from the buttons.
error-invalid-headcount = That is not understood. Write one number, 1 to 200000, for example 18.
error-invalid-address = The address is too long, at most 100 characters.
error-invalid-phone-typed = That is no telephone number: a mobile has 11 digits; a landline its area code, as 0514-87654321, “ext. 802” behind it.
error-invalid-contact-name = Your name is too long or empty, please shorten it and try again.
error-invalid-language = There is no such language, please choose 中文 or English.
error-invalid-invite = This invite does not work: expired, used, or taken back. Please ask for another.
error-invalid-invite-wait = Too many wrong codes. Please try again in { $minutes } minutes.
error-conflict-enterprise-exists = This credit code is registered already. Ask a colleague for a code, or the safety office for a link.
