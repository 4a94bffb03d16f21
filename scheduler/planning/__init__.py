"""Ticks that find what is due and write it to the outbox."""
