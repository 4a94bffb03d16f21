"""Speed and memory beside small idiomatic bots: `python -m tests.bench`. Nothing here is for pytest."""
