"""Enterprises: registration, import, requests to join, lists of their office."""
