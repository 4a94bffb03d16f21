"""Self-check forms as PDF: the facts they show, one form, all forms of a campaign in a ZIP."""
