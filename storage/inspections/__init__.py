"""Inspections (现场检查): planned, recorded on the spot, ended with findings and papers."""
