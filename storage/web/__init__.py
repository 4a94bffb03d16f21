"""Stored messages of people who come by browser."""
