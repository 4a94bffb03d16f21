"""What is not a dialog: commands, links, errors, media out of place."""
