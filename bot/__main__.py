"""Console script: hands over to the command line."""


def main() -> None:
    """Run `chenan`."""
    from bot.cli import run

    run()


if __name__ == "__main__":
    main()
