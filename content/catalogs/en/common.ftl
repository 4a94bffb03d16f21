# Short words used everywhere.
back = ‹ Back
cancel = Cancel
close = Close
more = More
next = Next ›
previous = ‹ Previous
