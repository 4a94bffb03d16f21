"""The record of an enterprise."""
