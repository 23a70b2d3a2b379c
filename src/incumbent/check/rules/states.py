"""What states are called in several languages, and the words by which texts speak of them; read from ``states.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from incumbent.base.names import normal_form
from incumbent.check.rules.scripts import counted


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("incumbent.check.rules").joinpath("states.toml").read_text(encoding="utf-8"))


@cache
def _codes() -> dict[str, str]:
    return {normal_form(name): code for code, table in _tables().items() for name in table["names"]}


def code_of(names: Iterable[str]) -> str | None:
    """The ISO 3166-1 code of the state that one of ``names`` stands for, or None."""
    return next((code for name in sorted(names) if (code := _codes().get(normal_form(name))) is not None), None)


def words_for(names: Iterable[str]) -> tuple[str, ...]:
    """What else a text may call the state that one of ``names`` stands for: its other names, its people and its capital.

    Those of other scripts are left out: whether a text in them names anything cannot be told from a few words.
    """
    code = code_of(names)
    every = (*_tables()[code]["names"], *_tables()[code]["also"]) if code else ()
    return tuple(word for word in every if set(counted(word)) <= {"Latn"})
