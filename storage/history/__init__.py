"""The record of an enterprise (一企一档): all that happened, by kinds of events, each defined once."""
