"""The basis of the other packages of storage: database, errors, rights, audit, files, backups."""
