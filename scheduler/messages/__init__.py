"""What claimed rows of the outbox say when their turn comes."""
