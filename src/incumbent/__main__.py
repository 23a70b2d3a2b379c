"""``python -m incumbent``: the same as the command ``incumbent``."""

from incumbent.cli.main import main

if __name__ == "__main__":
    main()
