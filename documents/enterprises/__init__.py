"""Lists of enterprises read from spreadsheets, the template to fill in, and the archive of one enterprise."""
