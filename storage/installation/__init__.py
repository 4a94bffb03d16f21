"""Operation of an installation: schema version, backups, files on the disk."""
