# Shared by the anonymous report and the look-up of a report.
error-private = This step did not work. Please try again.
notice-private-gone = That step has run out; nothing of it was kept. To report, please begin anew.
notice-private-old = This page is out of date; please see below.
