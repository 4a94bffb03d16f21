"""Exchange between offices: records of duties done with their files, circulars from above, meetings."""
