"""Notices and reminder days with thousands of people: the real processes, counted by the simulator."""
