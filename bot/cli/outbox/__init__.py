"""`chenan outbox` and `chenan nudge`: messages on their way out."""
