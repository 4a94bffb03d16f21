"""Notices (通知): audiences, drafts, sending, reading."""
