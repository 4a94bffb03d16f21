"""Commands on what offices exchange: duties handed up, circulars, joint meetings."""
