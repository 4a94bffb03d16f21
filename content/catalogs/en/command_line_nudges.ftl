# The command line: nudges.
cli-list-nudge = test unread alerts, count the addresses given
cli-nudge = Test whether alerts go out by SMS, e-mail and WeCom robots, and count the addresses given.
cli-nudge-list = Count confirmed addresses by kind, and those refused; no address is shown.
cli-nudge-test = Send a test to ADDRESS by KIND (sms, email, wecom) now, and show what its server answers.
cli-nudge-kind = { $kind ->
    [sms] text message
    [email] e-mail
   *[wecom] WeCom robot
}
cli-nudge-offered = set up
cli-nudge-not-offered = not set up
cli-nudge-sent = The server has accepted it.
cli-head-confirmed = CONFIRMED
cli-head-refused = REFUSED
cli-error-nudge-kind = { $kind } is not set up: see CHENAN_SMS_FILE, CHENAN_SMTP_URL and CHENAN_WECOM_URL in .env.example.
cli-error-nudge-address = This is not an address of the kind { $kind }.
cli-error-nudge-refused = Not sent: { $reason }
cli-error-setting-nudges = unread alerts are set up, but there is no CHENAN_WEB_URL for them to name
cli-error-setting-nudges-mend = set CHENAN_WEB_URL and CHENAN_WEB_LISTEN, or remove CHENAN_SMS_FILE, CHENAN_SMTP_URL and CHENAN_WECOM_URL
cli-error-setting-sms = CHENAN_SMS_FILE cannot be used: { $file }: { $reason }
cli-error-setting-sms-mend = follow the example in docs/operations.md
cli-error-setting-smtp = CHENAN_SMTP_URL or CHENAN_SMTP_FROM cannot be used
cli-error-setting-smtp-mend = write smtps://USER:PASSWORD@HOST:465, and as sender: Safety office <safety@example.org>
cli-doctor-name-nudges = unread alerts
cli-doctor-nudge-good = { $kind } can be reached, { $total } confirmed
cli-doctor-nudge-away = { $kind } cannot be reached ({ $reason })
cli-doctor-nudge-away-mend = check the network, the address and the password; `chenan nudge test { $kind } ADDRESS` sends a test
cli-doctor-nudge-refused = { $kind }: of { $total } confirmed addresses { $refused } are refused
cli-doctor-nudge-refused-mend = ask those people to remove it under “Unread alerts” and to enter another
