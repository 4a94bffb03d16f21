"""Enterprises: registered, imported, joined, looked at by their office."""
