"""Rules of days: when phases, duties and reminders are, working days, quiet hours. Pure."""
