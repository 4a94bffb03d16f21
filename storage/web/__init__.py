"""Stored messages of people who use the page in a browser."""
