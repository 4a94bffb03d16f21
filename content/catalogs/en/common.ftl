# Short words used everywhere.
back = ‹ Back
cancel = Cancel
close = Close
more = More
next = Next ›
no = No
previous = ‹ Previous
yes = Yes
