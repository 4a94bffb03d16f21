"""Console script: hands over to the command line, once nothing can put a traceback on the terminal."""


def main() -> None:
    """Run `chenan`."""
    from bot.logs import set_up

    set_up("WARNING")
    from bot.cli import run

    run()


if __name__ == "__main__":
    main()
