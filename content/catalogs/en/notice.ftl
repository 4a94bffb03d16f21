# Notices: writing, sending, who has read them.
## Why something cannot be done
error-invalid-notice-empty = The notice says nothing yet. Write a few words first.
error-invalid-notice-text-long = Too long: a notice has at most { $limit } characters, this is { $over } over. Shorten it and send it again.
error-invalid-notice-caption-long = With one file the text has at most { $limit } characters, this is { $over } over. Shorten it, take the file out, or add another to make an album.
error-invalid-notice-past = That time is over. Choose another one.
error-invalid-notice-nobody = Nobody is meant by these conditions. Change who gets it.
error-invalid-notice-unreachable = None of the { $count } enterprises can be reached (not registered, or bot blocked): telephone them.
error-invalid-notice-file-heavy = The file is above 50 MB, which Telegram does not take. Compress or split it.
error-invalid-notice-files-mixed = Pictures and documents do not go into one notice. Take out what is there, or write two.
error-invalid-notice-files-many = A notice takes at most { $limit } files.
error-invalid-notice-reason = Give a reason of 2 to 200 characters.
error-invalid-notice-all-read = All who got it have read it.
error-invalid-audience-group = There is no such group of recipients. Choose anew.
error-conflict-notice-confirmed = This notice was confirmed by { $who } at { $at }. It is not sent twice.
error-conflict-notice-decided = This notice was already dealt with by { $who }.
error-conflict-notice-no-draft = This notice is confirmed; the draft cannot be changed.
error-conflict-notice-over = This notice is not going out now.
error-conflict-notice-again = This notice was sent once more already; there is no third time.
error-conflict-notice-not-sent = This notice is not going out and was not sent, so this cannot be done.

## What offices are told unasked
outbox-notice-release = { $author } ({ $place }) wrote “{ $title }” to { $count } enterprises. It waits for your release.
outbox-notice-released = “{ $title }” was released.
outbox-notice-returned = “{ $title }” was given back: { $reason }
outbox-button-notice = See this notice
