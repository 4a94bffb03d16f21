"""The demonstration: a campaign already open, with a clock that can be turned forwards."""
