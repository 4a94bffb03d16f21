"""A whole campaign of each pack in conversations: late, refusing, cheating, honest owners, six officers."""
