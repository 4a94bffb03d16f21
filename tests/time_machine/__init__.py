"""A time machine: whole campaigns lived day by day, and an account of who heard what."""
