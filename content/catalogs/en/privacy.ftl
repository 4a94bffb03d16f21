# Shared by the anonymous report and the look-up of a report.
error-private = This step did not work. Please try again.
notice-private-gone = That step has run out; nothing of it was kept. To report, please begin anew.
notice-private-old = This page is out of date; please see below.
notice-private-open = What is below is not finished; all you wrote is there. To leave, tap “Cancel” or “Leave”, or send /cancel.
private-way-home = Home

# A message of which nobody knows what step it was meant for: not kept yet, asked about.
held-after-start = The program was started anew; what you sent is not kept yet ({ $count }). Was it meant for the page that was open before?
held-after-leaving = That conversation is over; what you sent is not kept yet ({ $count }). Was it meant for the page that was open before?
held-take = Yes, for that page
held-drop = No, drop it
held-dropped = Good, nothing was kept.
held-gone = That is no longer here; please send it again.
held-many = Please answer the question above first. This one was not taken.
