# Shared by the anonymous report and the look-up of a report.
error-private = This step did not work. Please try again.
notice-private-gone = That step has expired; nothing was kept. To report, please start again.
notice-private-old = This page is out of date; please see below.
notice-private-open = The step below is not finished; everything you wrote is there. To leave, tap “Cancel” or “Leave”, or send /cancel.
private-way-home = Home

# A message of which nobody knows what step it was meant for: not kept yet, asked about.
held-after-start = The program was restarted; what you sent is not saved yet ({ $count }). Was it meant for the page that was open before?
held-after-leaving = That conversation is over; what you sent is not saved yet ({ $count }). Was it meant for the page that was open before?
held-take = Yes, for that page
held-drop = No, drop it
held-dropped = All right, nothing was saved.
held-gone = That is no longer here; please send it again.
held-many = Please answer the question above first, then send this again. It was not saved.
