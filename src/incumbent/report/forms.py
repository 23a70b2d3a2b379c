"""The forms of a report, by name."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incumbent.report.report import Report

# Name → module of this package that has ``write(report)``; loaded only when it is wanted.
_FORMS = {"text": "text", "json": "plain", "sarif": "sarif", "github": "github", "turtle": "turtle"}
FORMS = tuple(_FORMS)


def write(form: str, report: Report, colour: bool = False) -> str:
    """``report`` in ``form``, one of FORMS; only ``text`` can be coloured. Ends with a line break."""
    if form not in _FORMS:
        from incumbent.errors import UsageError

        raise UsageError(f"No form of a report is called {form!r}; there are {', '.join(FORMS)}.")
    module = importlib.import_module(f"incumbent.report.{_FORMS[form]}")
    text: str = module.write(report, colour) if form == "text" else module.write(report)
    return text
