# Operators: who is told when the program fails, and in which words.
operator-joined = Done. This chat is told when the program fails and people or messages wait, and when that is over.
    To hear no more of it, run chenan operator remove on the server.
error-invalid-operator-invite = This link does not work any more: it has expired, or somebody else has used it. Please run chenan operator invite on the server for a new one.
operator-began = ⚠️ { $what }
    Since { $since }.
    Please run chenan doctor on the server; it says how to mend it.
operator-ended = ✅ Over: { $what }
    It lasted { $minutes } min.
operator-trouble-database = The database cannot be written: nobody's answers are stored.
operator-trouble-disk = The disk is nearly full (less than 500 MB or 5 % are free).
operator-trouble-redis = Redis cannot be reached: no window opens.
operator-trouble-telegram = Telegram cannot be reached: nobody is answered.
operator-trouble-bot = The bot's process shows no sign of life: nobody is answered.
operator-trouble-delivery = Messages are not being sent: notices and reminders stand still.
operator-trouble-planning = Reminders are not being planned.
operator-trouble-queue = Messages have been due for more than 10 minutes and are not sent.
