"""The command ``incumbent``, and ``python -m incumbent``."""

import contextlib
import os
import sys


def main() -> None:
    """Get ready to answer, where that is what is wanted, then read the command line."""
    try:
        from incumbent.cli import early

        early.start(sys.argv[1:])
        from incumbent.cli.main import main as run
    except KeyboardInterrupt:  # later ones are told of by the command line itself
        sys.stderr.write("incumbent: interrupted.\n")
        sys.exit(130)

    try:
        run()
    except SystemExit as ended:
        # Taking the interpreter down piece by piece takes as long as a small question. Nothing is left to put in order:
        # output is flushed, files are written and closed, children have ended.
        code = ended.code if isinstance(ended.code, int) else 1
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
