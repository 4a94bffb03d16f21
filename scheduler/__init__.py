"""Time and delivery: what is due, and sending it."""
