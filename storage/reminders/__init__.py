"""Reminders: what is planned for whom, gathered into digests."""
