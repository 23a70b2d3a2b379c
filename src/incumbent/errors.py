"""The one family of exceptions that the library raises.

Each class carries the exit code with which the command line ends when the exception reaches its boundary:
1 rejected or a limit reached, 2 usage, unknown name, bad query or settings, 3 internal.
"""

from __future__ import annotations


class IncumbentError(Exception):
    """Root of the family. ``str()`` is one line for people: what is wrong, and what to do about it."""

    exit_code = 3


class UsageError(IncumbentError):
    """The call names something that is not there, or asks for something that makes no sense."""

    exit_code = 2


class SettingsError(UsageError):
    """``incumbent.toml`` is missing, unreadable or wrong."""


class UnknownNameError(UsageError):
    """A question, parameter, term, format or thing that nobody knows; ``suggestions`` holds near ones."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        hint = f" Did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(message + hint)
        self.suggestions = suggestions


class AmbiguousNameError(UsageError):
    """Words that stand for more than one thing; ``candidates`` holds their local names."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class QueryError(UsageError):
    """A query that cannot be parsed, or that asks for what is refused (SERVICE, LOAD, FROM, updates)."""


class InputError(IncumbentError):
    """A file that cannot be read, decoded or understood."""

    exit_code = 2


class EdtfError(InputError):
    """A text that is not a date of ISO 8601-2 (EDTF); the message says how to write it."""


class LimitError(IncumbentError):
    """A limit on time, memory or size was reached; nothing was answered in part."""

    exit_code = 1


class RejectedError(IncumbentError):
    """A submission that may not enter; the findings say why, and the knowledge base is unchanged."""

    exit_code = 1


class StoreError(IncumbentError):
    """The cache could not be read or rebuilt. It is never the truth: deleting it loses nothing."""
