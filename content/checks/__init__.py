"""Finds mistakes in content and says what to write instead."""
