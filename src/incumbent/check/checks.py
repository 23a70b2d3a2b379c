"""All rules that Python judges, from the modules of :mod:`incumbent.check.rules`."""

from __future__ import annotations

from importlib import import_module

from incumbent.check.case import Check

_MODULES: tuple[str, ...] = (
    "agreements",
    "capacity",
    "evidence",
    "exclusive",
    "identity",
    "labels",
    "lifetimes",
    "links",
    "numbers",
    "presence",
    "quotes",
    "relations",
    "single",
    "retraction",
    "status",
    "text",
    "time",
    "today",
    "weekday",
)


def all_checks() -> list[Check]:
    """Every check, in the order of the modules."""
    return [check for name in _MODULES for check in import_module(f"incumbent.check.rules.{name}").CHECKS]
