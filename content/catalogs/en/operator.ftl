# Operators: who is told when the program fails, and in which words.
operator-joined = Done. This chat is told when the program fails and people or messages wait, and when that is over.
    To stop this, run chenan operator remove on the server.
error-invalid-operator-invite = This link does not work any more: it has expired, or somebody else has used it. Please run chenan operator invite on the server for a new one.
operator-began = ⚠️ { $what }
    Since { $since }.
    Please run chenan doctor on the server; it says how to fix it.
operator-ended = ✅ Over: { $what }
    It lasted { $minutes } min.
operator-trouble-database = The database cannot be written to: nobody's answers are saved.
operator-trouble-disk = The disk is nearly full (less than 500 MB, 5% of its space or 5% of its files (inodes) are free).
operator-trouble-redis = Redis cannot be reached: no window opens.
operator-trouble-telegram = Telegram cannot be reached: nobody gets an answer.
operator-trouble-web = The page does not answer: people without Telegram cannot report.
operator-trouble-replica = The processes that serve the page cannot reach one another: check CHENAN_WEB_REPLICA_URL.
operator-trouble-bot = The bot process does not respond: nobody gets an answer.
operator-trouble-delivery = Messages are not being sent: notices and reminders have stopped.
operator-trouble-planning = Reminders are not being prepared: nothing due is announced.
operator-trouble-queue = Messages have been due for more than 10 minutes and are not sent.
operator-trouble-backup = Backups fail: the last one is older than two intervals, or none was ever made.
operator-trouble-evidence = The store of photos and files (CHENAN_EVIDENCE_URL) does not work: no new photo is accepted, and none can be seen. Everything else works. chenan doctor says why.
operator-trouble-clock = The clock of this machine is wrong or has jumped. The program goes by the time before, or by Telegram's; reminders go out as they should. Please set the clock.
