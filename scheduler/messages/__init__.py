"""Composes claimed rows of the outbox into messages when they are due."""
