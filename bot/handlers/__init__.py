"""Updates that belong to no dialog: commands, links, errors, media out of place."""
