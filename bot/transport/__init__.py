"""Receives updates and sends replies: polling and webhook, replicas, locks, dialog storage. Knows no
dialog."""
