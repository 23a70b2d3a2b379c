"""The command ``incumbent``, and ``python -m incumbent``."""

import sys


def main() -> None:
    """Get ready to answer, where that is what is wanted, then read the command line."""
    from incumbent.cli import early

    early.start(sys.argv[1:])
    from incumbent.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
