"""Console script: hands over to the command line, once nothing can put a traceback on the terminal."""

import gc

COLLECT_AT = (20_000, 20, 100)
"""Thresholds of the garbage collector, high on purpose. Scanning the million objects that a start makes takes
an eighth of it; an update leaves a few hundred behind, and reference counting frees nearly all of them."""


def main() -> None:
    """Run `chenan`."""
    gc.set_threshold(*COLLECT_AT)
    from bot.logs import set_up

    set_up("WARNING")
    from bot.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
