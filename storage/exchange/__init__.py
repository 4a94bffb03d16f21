"""What offices hand one another: records of duties done with their files, notes from above, meetings."""
