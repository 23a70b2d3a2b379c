"""Getting ready to answer before the command line is read: importing that, and reading the options, takes as long."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from incumbent.ask.sandbox import Work
    from incumbent.ask.warm import Warm

_waiting: list[Warm] = []


def start(arguments: list[str]) -> None:
    """Start a child for ``ask NAME`` and ``query TEXT``, as it looks from the arguments unread."""
    if len(arguments) < 2 or arguments[0] not in ("ask", "query") or {"-h", "--help", "--sparql"} & set(arguments):
        return
    if (os.cpu_count() or 1) < 2:
        return
    from incumbent.ask.warm import Warm

    named = None
    for at, argument in enumerate(arguments):
        if argument == "--kb" and at + 1 < len(arguments):
            named = arguments[at + 1]
        elif argument.startswith("--kb="):
            named = argument[5:]

    def ready() -> Callable[[dict[str, Any]], Work]:
        from pathlib import Path

        from incumbent.cli.performing import Performer

        return Performer(Path(named) if named else None).work

    _waiting.append(Warm(ready))


def take() -> Warm | None:
    """The waiting child, if there is one; it is the taker's from then on."""
    return _waiting.pop() if _waiting else None


def dismiss() -> None:
    """Let a child go that nobody took."""
    warm = take()
    if warm is not None:
        warm.dismiss()
