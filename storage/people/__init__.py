"""People who act for an enterprise: contacts, former ones, whether they can be reached."""
