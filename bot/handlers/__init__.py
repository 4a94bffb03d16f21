"""Updates that belong to no dialog: commands, links, errors, messages no window takes."""
