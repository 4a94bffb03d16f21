"""An installation as its operator keeps it: schema version, backups, files on the disk."""
