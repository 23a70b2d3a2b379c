"""The settings of a knowledge base, from its ``incumbent.toml``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from incumbent.errors import SettingsError

FILE_NAME = "incumbent.toml"

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


def _check_known(tables: dict[str, Any], path: Path) -> None:
    for table, values in tables.items():
        if table not in _KNOWN:
            raise SettingsError(f"{path}: unknown table [{table}]; known are {', '.join(_KNOWN)}.")
        if not isinstance(values, dict):
            raise SettingsError(f"{path}: '{table}' must be a table, written [{table}].")
        for key, value in values.items():
            expected = str if table == "prefixes" else _KNOWN[table].get(key)
            if expected is None:
                raise SettingsError(f"{path}: unknown key '{key}' in [{table}]; known are {', '.join(_KNOWN[table])}.")
            if not isinstance(value, expected):
                raise SettingsError(f"{path}: '{key}' in [{table}] must be a {expected.__name__}, not {value!r}.")


def load(path: Path) -> Settings:
    """Read and check the settings file at ``path``.

    Raises SettingsError, in one line that names the file and the fault, for anything that cannot be used as it stands.
    """
    import tomllib

    try:
        with path.open("rb") as stream:
            tables = tomllib.load(stream)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: is not TOML: {error}.") from error
    _check_known(tables, path)
    base, evidence = tables.get("base", {}), tables.get("evidence", {})
    iri = base.get("iri")
    if iri is None:
        raise SettingsError(f'{path}: [base] needs iri = "https://…/", the namespace of this knowledge base\'s things.')
    if not _IRI.fullmatch(iri) or iri[-1] not in "/#":
        raise SettingsError(f"{path}: iri = {iri!r} must be an absolute IRI that ends in / or #.")
    language = base.get("language", "en")
    if not _LANGUAGE.fullmatch(language):
        raise SettingsError(f'{path}: language = {language!r} is not a language tag such as "en".')
    prefixes = tables.get("prefixes", {})
    for prefix, namespace in prefixes.items():
        if not _PREFIX.fullmatch(prefix) or not _IRI.fullmatch(namespace):
            raise SettingsError(f"{path}: prefix {prefix} = {namespace!r} is not a prefix and an absolute IRI.")
    prefixes.setdefault("kb", iri)
    return Settings(
        title=base.get("title", path.parent.name),
        iri=iri,
        language=language,
        prefixes=dict(prefixes),
        sources=evidence.get("sources", "sources"),
        keep_quotes=evidence.get("keep-quotes", False),
    )
