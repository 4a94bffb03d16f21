"""Days as files for calendars."""
