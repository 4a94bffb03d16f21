"""What offices hand one another."""
