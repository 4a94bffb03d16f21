"""The same conversations in a browser: sessions, inbox, HTTP server and page."""
