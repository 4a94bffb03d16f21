# Short words used everywhere.
back = ‹ Back
cancel = Cancel
close = Close
unfinished-taken-up = What you did not finish last time is still here: just go on.
confirm-changed = What was shown has changed, so nothing was done. Look at it below and tap again.
more = More
next = Next ›
page-line = Page { $page }/{ $pages }
previous = ‹ Previous
