"""Reading the room ``rules``: the texts of the rules, and the profile with their severities."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from incumbent.check.findings import Severity
from incumbent.check.rule import OFF, SAFETY, Example, Levels, Rule
from incumbent.errors import SettingsError

PROFILE = "profile.toml"
_CODE = re.compile(r"[A-Z]{1,3}[0-9]{2,3}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TEXTS = ("name", "title", "why", "bad", "good")
_LISTS = ("shapes", "components", "also")
_SYNTAXES = ("yaml", "csv", "turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")
_WEIGHT = {OFF: 0, Severity.INFO.value: 1, Severity.WARNING.value: 2, Severity.VIOLATION.value: 3}
_GRADES = ("certain", "possible", "hint")

# Each file of the rooms, with what tells whether it was changed since.
State = tuple[tuple[Path, tuple[tuple[str, int, int], ...]], ...]
Read = tuple[list[Rule], dict[str, Levels], dict[str, str]]


def state(rooms: Iterable[Path]) -> State:
    """The rooms with their files as they stand; SettingsError where they cannot be looked at."""
    found = []
    for room in rooms:
        try:
            stats = [(path.name, path.stat()) for path in sorted(room.glob("*.toml"))]
        except OSError as error:
            raise SettingsError(f"{room}: cannot be read: {error.strerror}.") from error
        found.append((room, tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)))
    return tuple(found)


def read(rooms: Iterable[Path]) -> Read:
    """The rules of all ``rooms``, the severities that the last profile leaves them, and the titles of the families."""
    rules: dict[str, Rule] = {}
    families: dict[str, str] = {}
    levels: dict[str, Levels] = {}
    for number, room in enumerate(rooms):
        for path in sorted(room.glob("*.toml")):
            if path.name != PROFILE:
                _add(_tables(path), path, rules, families)
        profile = room / PROFILE
        if profile.is_file():
            for code, wanted in _profile(_tables(profile), profile, rules).items():
                if number:
                    _guard(code, levels.get(code), wanted, profile)
                levels[code] = wanted
    for code in rules.keys() - levels.keys():
        levels[code] = Levels(Severity.VIOLATION.value, Severity.WARNING.value)
    return list(rules.values()), levels, families


def _tables(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: is not TOML: {error}.") from error


def _add(tables: Mapping[str, Any], path: Path, rules: dict[str, Rule], families: dict[str, str]) -> None:
    title = tables.get("family", path.stem.replace("-", " ").capitalize())
    if not isinstance(title, str):
        raise SettingsError(f"{path}: 'family' must be the title of the family, a text.")
    names = {rule.name for rule in rules.values()}
    for code, table in tables.items():
        if code == "family":
            continue
        if not _CODE.fullmatch(code) or not isinstance(table, dict):
            raise SettingsError(f"{path}: {code!r} is no rule; write [T15], capital letters and digits, and its keys.")
        rule = _rule(code, table, path)
        if code in rules or rule.name in names:
            raise SettingsError(
                f"{path}: there is a rule {code} or {rule.name!r} already; give it a code and name of its own."
            )
        rules[code] = rule
        names.add(rule.name)
        families.setdefault(rule.family, title)


def _rule(code: str, table: Mapping[str, Any], path: Path) -> Rule:
    for key in _TEXTS:
        if not isinstance(table.get(key), str) or not table[key].strip():
            raise SettingsError(f"{path}: [{code}] needs {key} = a text.")
    if not _NAME.fullmatch(table["name"]):
        raise SettingsError(f"{path}: [{code}] name = {table['name']!r} must be lower-case words joined by hyphens.")
    syntax = table.get("syntax", "yaml")
    if syntax not in _SYNTAXES:
        raise SettingsError(f"{path}: [{code}] syntax = {syntax!r} is not one of {', '.join(_SYNTAXES)}.")
    known = {*_TEXTS, *_LISTS, "world", "syntax", "file", "text"}
    for key in table.keys() - known:
        raise SettingsError(f"{path}: [{code}] unknown key {key!r}; known are {', '.join(sorted(known))}.")
    lists: dict[str, tuple[str, ...]] = {}
    for key in _LISTS:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(member, str) for member in value):
            raise SettingsError(f"{path}: [{code}] {key} must be a list of texts.")
        lists[key] = tuple(value)
    world = table.get("world", False)
    if not isinstance(world, bool):
        raise SettingsError(f"{path}: [{code}] world must be true or false.")
    text = table.get("text", "")
    if not isinstance(text, str):
        raise SettingsError(f"{path}: [{code}] text must be the text of a source.")
    bad = _example(Example(table["bad"], syntax), table.get("file", {}), f"{path}: [{code}] file")
    good = Example(table["good"], syntax, bad.room)
    title, why = table["title"].strip(), " ".join(table["why"].split())
    return Rule(code, table["name"], title, why, bad, good, world, **lists, text=text)


def _example(example: Example, how: object, where: str) -> Example:
    """How the file of the bad example comes of its text, where the fault lies in bytes that cannot be shown."""
    wanted = {"room": str, "encoding": str, "repeat": int, "replace": str, "with": str, "times": int}
    if not isinstance(how, dict) or any(not isinstance(value, wanted.get(key, object)) for key, value in how.items()):
        raise SettingsError(f"{where} must be a table of {', '.join(wanted)}.")
    for key in how.keys() - wanted.keys():
        raise SettingsError(f"{where}: unknown key {key!r}; known are {', '.join(wanted)}.")
    patch = (how["replace"], how.get("with", "") * how.get("times", 1)) if "replace" in how else None
    encoding, repeat = how.get("encoding", "utf-8"), how.get("repeat", 1)
    found = example._replace(room=how.get("room"), encoding=encoding, repeat=repeat, patch=patch)
    try:
        "".encode(found.encoding)
    except LookupError as error:
        raise SettingsError(f"{where}: {found.encoding!r} is no encoding.") from error
    return found


def _profile(tables: Mapping[str, Any], path: Path, rules: Mapping[str, Rule]) -> dict[str, Levels]:
    by_name = {rule.name: rule.code for rule in rules.values()}
    found = {}
    for key, value in tables.items():
        code = key if key in rules else by_name.get(key)
        if code is None:
            raise SettingsError(f"{path}: {key!r} is no rule; 'incumbent rule' lists them.")
        if code in found:
            raise SettingsError(f"{path}: {key!r} names the rule {code} a second time; remove one of the two.")
        found[code] = _levels(key, value, path)
    return found


def _levels(key: str, value: object, path: Path) -> Levels:
    words = ", ".join(_WEIGHT)
    if isinstance(value, str):
        value = {"certain": value, "possible": value, **({"hint": value} if value == OFF else {})}
    if not isinstance(value, dict) or not value:
        raise SettingsError(
            f'{path}: {key} = {value!r} must be a severity ({words}), or {{ certain = "…", possible = "…" }}.'
        )
    for grade, level in value.items():
        if grade not in _GRADES:
            raise SettingsError(f"{path}: {key}: unknown key {grade!r}; known are {', '.join(_GRADES)}.")
        if level not in _WEIGHT:
            raise SettingsError(f"{path}: {key}: {level!r} is no severity; known are {words}.")
    if "certain" not in value:
        raise SettingsError(f"{path}: {key} needs certain = one of {words}.")
    certain: str = value["certain"]
    return Levels(certain, value.get("possible", certain), value.get("hint", Severity.INFO.value))


def _guard(code: str, before: Levels | None, wanted: Levels, path: Path) -> None:
    """What keeps a base safe cannot be weakened by it: the profile may come with the very change that is judged."""
    if before is None or not code.startswith(SAFETY):
        return
    if any(_WEIGHT[new] < _WEIGHT[old] for new, old in zip(wanted, before, strict=True)):
        raise SettingsError(f"{path}: {code} is a rule of safety; it cannot be turned off or weakened.")
