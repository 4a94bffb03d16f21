"""Papers of an office about enterprises: what is published, what is signed."""
