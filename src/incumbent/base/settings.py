"""The settings of a knowledge base, from its ``incumbent.toml``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from incumbent.errors import SettingsError

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

# Table → key → the type that its value must have.
_KNOWN: dict[str, dict[str, type]] = {
    "base": {"title": str, "iri": str, "language": str},
    "prefixes": {},
    "evidence": {"sources": str, "keep-quotes": bool},
}


class Settings(NamedTuple):
    """What ``incumbent.toml`` says; ``prefixes`` maps each prefix to its namespace IRI."""

    title: str
    iri: str
    language: str
    prefixes: dict[str, str]
    sources: str
    keep_quotes: bool


def _is_iri(text: str) -> bool:
    from pyoxigraph import NamedNode

    try:
        return _IRI.fullmatch(text) is not None and NamedNode(text + "kind-slug") is not None
    except ValueError:
        return False


def _is_language(tag: str) -> bool:
    from pyoxigraph import Literal

    try:
        return _LANGUAGE.fullmatch(tag) is not None and Literal("", language=tag) is not None
    except ValueError:
        return False


def _check_known(tables: dict[str, Any], path: Path) -> None:
    for table, values in tables.items():
        if table not in _KNOWN:
            raise SettingsError(f"{path}: unknown table {table!r}; known are {', '.join(_KNOWN)}.")
        if not isinstance(values, dict):
            raise SettingsError(f"{path}: '{table}' must be a table, written [{table}].")
        for key, value in values.items():
            expected = str if table == "prefixes" else _KNOWN[table].get(key)
            if expected is None:
                raise SettingsError(f"{path}: unknown key {key!r} in [{table}]; known are {', '.join(_KNOWN[table])}.")
            if not isinstance(value, expected):
                raise SettingsError(f"{path}: {key!r} in [{table}] must be a {expected.__name__}, not {value!r}.")


def load(path: Path) -> Settings:
    """Read and check the settings file at ``path``.

    Raises SettingsError, in one line that names the file and the fault, for anything that cannot be used as it stands.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}.") from error
    return parse(data, path)


def parse(data: bytes, path: Path) -> Settings:
    """The same for the bytes of a settings file; ``path`` stands in messages."""
    import tomllib

    try:
        tables = tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:  # not UTF-8, not TOML, endless digits, endless brackets
        raise SettingsError(f"{path}: is not TOML: {error}.") from error
    _check_known(tables, path)
    base, evidence = tables.get("base", {}), tables.get("evidence", {})
    iri = base.get("iri")
    if iri is None:
        raise SettingsError(f'{path}: [base] needs iri = "https://…/", the namespace of this knowledge base\'s things.')
    if not _is_iri(iri) or iri[-1] not in "/#":
        raise SettingsError(f"{path}: iri = {iri!r} must be an absolute IRI that ends in / or #.")
    language = base.get("language", "en")
    if not _is_language(language):
        raise SettingsError(f'{path}: language = {language!r} is not a language tag such as "en".')
    prefixes = tables.get("prefixes", {})
    for prefix, namespace in prefixes.items():
        if not _PREFIX.fullmatch(prefix) or not _is_iri(namespace):
            raise SettingsError(f"{path}: prefix {prefix!r} = {namespace!r} is not a prefix and an absolute IRI.")
    if prefixes.setdefault("kb", iri) != iri:
        raise SettingsError(f"{path}: prefix kb = {prefixes['kb']!r} must be the iri of [base], {iri!r}.")
    return Settings(
        title=base.get("title", path.parent.name),
        iri=iri,
        language=language,
        prefixes=dict(prefixes),
        sources=evidence.get("sources", "sources"),
        keep_quotes=evidence.get("keep-quotes", False),
    )
