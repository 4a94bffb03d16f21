"""Frozen types of all that content files hold."""
