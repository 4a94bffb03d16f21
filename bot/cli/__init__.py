"""The command line `chenan`."""


def run() -> None:
    """Run the command line."""
