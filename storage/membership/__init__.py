"""People who come and go: invites, seats, contacts, and what follows when a right is lost."""
