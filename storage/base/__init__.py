"""What the other packages of storage stand on: database, errors, rights, audit, files, backups."""
