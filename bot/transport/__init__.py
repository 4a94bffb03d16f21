"""How updates come and replies go: polling and webhook, replicas, locks, dialog storage. Knows no dialog."""
