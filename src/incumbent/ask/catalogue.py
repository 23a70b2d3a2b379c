"""The question catalogue: each question is a file ``NAME.rq``, plain SPARQL under a head of ``#+`` lines.

The head is read here and needs no YAML library. A line is ``#+ KEY: VALUE``; a line ``#+`` that goes on with two
spaces or more continues the one before. The keys::

    #+ title: Who took part, and in which office          one line; must be there
    #+ question: Who sat at the table, and as what?       as a person would ask it
    #+ topic: Meetings                                    the heading in the catalogue; must be there
    #+ description: One row for each participant.
    #+ parameter: meeting thing(Meeting) optional "the meeting, by any of its names"
    #+ parameter: on date = today "the day"
    #+ parameter: words text "what the label holds"
    #+ example: incumbent ask participants --meeting "Moscow"     may come several times
    #+ columns: meeting, participant, office              for readers; the query decides

A parameter is ``NAME TYPE``, then ``= DEFAULT`` or ``optional`` (neither: it must be given), then its help in
double quotes. The name is that of the variable (``?meeting``) and of the option (``--meeting``; an underscore
becomes a hyphen). The types:

=============== ==========================================================================================
thing(Class)    an IRI, looked up from words or names among the members of ``inc:Class``; ``thing`` alone: any;
                ``thing(A|B)``: those of ``inc:A`` go before those of ``inc:B`` that fit no better
date            YYYY-MM-DD, bound as ``xsd:date``; the default may be ``today``
integer         bound as ``xsd:integer``
text            bound as a plain string
term            any term as SPARQL writes it: ``<iri>``, ``kb:state-syria``, ``"words"@en``, ``5``; a bare word is a
                code or class of the vocabulary: ``denies`` for ``inc:denies``
=============== ==========================================================================================

A default with spaces stands in double quotes. An optional parameter that is not given leaves its variable free.
Only the file of the question that is asked is read; a folder earlier in the list goes before a later one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from incumbent.ask import term
from incumbent.ask.limits import LENGTH
from incumbent.errors import InputError, UnknownNameError, UsageError

TYPES = ("thing", "date", "integer", "text", "term")
_KEYS = ("title", "question", "topic", "description", "parameter", "example", "columns")
_REPEATED = ("parameter", "example")
_NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_PARAMETER = (
    r"(?P<name>[A-Za-z][A-Za-z0-9_]*)\s+(?P<type>[a-z]+)(\((?P<class>[A-Za-z][A-Za-z0-9]*(?:\|[A-Za-z][A-Za-z0-9]*)*)\))?"
    r"(\s+(?P<optional>optional)|\s*=\s*(\"(?P<quoted>[^\"]*)\"|(?P<default>[^\s\"]+)))?"
    r"\s+\"(?P<help>[^\"]+)\""
)

Lookup = Callable[[str, str | None], str]
"""From a person's words and the name of a class (or None) to an IRI; raises UnknownNameError or AmbiguousNameError."""


class Parameter(NamedTuple):
    """One parameter of a question: the variable ``?name`` and the option ``--name``."""

    name: str
    type: str
    thing_class: str | None
    default: str | None
    optional: bool
    help: str

    @property
    def option(self) -> str:
        """The name of its option, without the hyphens in front."""
        return self.name.replace("_", "-")

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is None and not self.optional


class Question(NamedTuple):
    """A question of the catalogue; ``text`` is the whole file, so that an error's line is the file's."""

    name: str
    path: Path
    text: str
    title: str
    question: str
    topic: str
    description: str
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    columns: tuple[str, ...]

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name (or option). :raises UnknownNameError: with near names."""
        for parameter in self.parameters:
            if name in (parameter.name, parameter.option):
                return parameter
        known = [parameter.option for parameter in self.parameters]
        has = f"it has {', '.join('--' + option for option in known)}" if known else "it has none"
        raise UnknownNameError(
            f"the question {self.name} has no parameter --{name}; {has}.", _near(name, known, prefix="--")
        )


class Catalogue:
    """The questions in ``folders``; where two have one name, the earlier folder's counts."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders

    def names(self) -> list[str]:
        """The names of all questions, sorted; no file is opened."""
        return sorted(self._paths())

    def load(self, name: str) -> Question:
        """The question ``name``; only its file is read.

        :raises UnknownNameError: if there is none. :raises InputError: if its head is malformed.
        """
        if re.fullmatch(_NAME, name):
            for folder in self.folders:
                path = folder / f"{name}.rq"
                if path.is_file():
                    return read(path)
        raise UnknownNameError(
            f"no question is called {ascii(name)[1:-1]}; incumbent ask lists them.", _near(name, self.names())
        )

    def topics(self) -> dict[str, list[Question]]:
        """Every question under its topic; topics and names in alphabetical order."""
        found: dict[str, list[Question]] = {}
        for _, path in sorted(self._paths().items()):
            question = read(path)
            found.setdefault(question.topic, []).append(question)
        return dict(sorted(found.items()))

    def _paths(self) -> dict[str, Path]:
        paths: dict[str, Path] = {}
        for folder in reversed(self.folders):
            if folder.is_dir():
                paths.update({path.stem: path for path in folder.glob("*.rq") if re.fullmatch(_NAME, path.stem)})
        return paths


def _near(name: str, known: Iterable[str], prefix: str = "") -> tuple[str, ...]:
    from difflib import get_close_matches

    return tuple(prefix + near for near in get_close_matches(name.lower(), list(known), 3, 0.5))


def read(path: Path) -> Question:
    """The question in the file ``path``.

    :raises InputError: naming file and line, if it cannot be read or its head is malformed.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read(LENGTH + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text (byte {error.start})") from error
    if not re.fullmatch(_NAME, path.stem):
        raise InputError(f"{path}: the name of a question is lower case, with hyphens")
    return parse(path, text)


def parse(path: Path, text: str) -> Question:
    """The question that ``text``, the contents of ``path``, holds. :raises InputError: naming file and line."""
    values: dict[str, list[str]] = {key: [] for key in _KEYS}
    parameters: list[Parameter] = []
    for line, key, value in _head(path, text):
        if values[key] and key not in _REPEATED:
            raise InputError(f"{path}:{line}: {key} is given twice")
        values[key].append(value)
        if key == "parameter":
            parameter = _parameter(path, line, value)
            if any(parameter.name == other.name for other in parameters):
                raise InputError(f"{path}:{line}: the parameter {parameter.name} is given twice")
            if not re.search(rf"[?$]{parameter.name}\b", text):
                raise InputError(f"{path}:{line}: the query does not use ?{parameter.name}")
            parameters.append(parameter)
    for key in ("title", "topic"):
        if not values[key]:
            raise InputError(f"{path}:1: the head has no line #+ {key}: …")

    def one(key: str) -> str:
        return values[key][0] if values[key] else ""

    columns = tuple(column.strip() for column in one("columns").split(",") if column.strip())
    return Question(
        path.stem,
        path,
        text,
        one("title"),
        one("question"),
        one("topic"),
        one("description"),
        tuple(parameters),
        tuple(values["example"]),
        columns,
    )


def _head(path: Path, text: str) -> list[tuple[int, str, str]]:
    """Line number, key and value of each entry of the head."""
    entries: list[tuple[int, str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            if line.strip() and not line.startswith("#"):
                break  # the query starts
            continue
        rest = line[2:].rstrip()
        if rest.startswith("  ") and entries:
            start, key, value = entries[-1]
            entries[-1] = (start, key, f"{value} {rest.strip()}".strip())
            continue
        key, colon, value = rest.strip().partition(":")
        if not colon or key not in _KEYS:
            raise InputError(
                f"{path}:{number}: not a line of the head: a line is #+ KEY: VALUE, KEY one of {', '.join(_KEYS)}"
            )
        entries.append((number, key, value.strip()))
    return entries


def _parameter(path: Path, line: int, value: str) -> Parameter:
    match = re.fullmatch(_PARAMETER, value)
    if not match:
        raise InputError(f'{path}:{line}: a parameter is NAME TYPE [optional | = DEFAULT] "HELP", not {value}')
    if match["type"] not in TYPES:
        raise InputError(f"{path}:{line}: {match['type']} is no type of a parameter; it is one of {', '.join(TYPES)}")
    if match["class"] and match["type"] != "thing":
        raise InputError(f"{path}:{line}: only thing takes a class")
    default = match["quoted"] if match["quoted"] is not None else match["default"]
    return Parameter(
        match["name"], match["type"], match["class"], default, match["optional"] is not None, match["help"]
    )


def values(
    question: Question,
    given: Mapping[str, str],
    *,
    lookup: Lookup,
    prefixes: Mapping[str, str],
    today: str | None = None,
) -> dict[str, term.Term]:
    """The terms to bind: what was ``given`` (by parameter or option name), and the defaults.

    :param today: the day that the default ``today`` stands for (YYYY-MM-DD); None asks the clock.
    :raises UsageError: for a value of the wrong kind, or one that is missing.
    :raises UnknownNameError: for a name that nobody knows.
    """
    texts = {question.parameter(name).name: text for name, text in given.items()}
    found: dict[str, term.Term] = {}
    for parameter in question.parameters:
        text = texts.get(parameter.name, parameter.default)
        if text is None:
            if parameter.required:
                raise UsageError(f"the question {question.name} needs --{parameter.option}: {parameter.help}")
            continue
        found[parameter.name] = value(parameter, text, lookup=lookup, prefixes=prefixes, today=today)
    return found


def value(
    parameter: Parameter, text: str, *, lookup: Lookup, prefixes: Mapping[str, str], today: str | None = None
) -> term.Term:
    """The term that ``text`` stands for as a value of ``parameter``. :raises UsageError: if it is of the wrong kind."""
    try:
        if parameter.type == "thing":
            return term.iri(lookup(text, parameter.thing_class))
        if parameter.type == "date":
            return term.date(today or _clock() if text == "today" else text)
        if parameter.type == "integer":
            return term.integer(text)
        if parameter.type == "text":
            return term.text(text)
        if text.isascii() and text.isalpha() and "inc" in prefixes:  # a code or class by its bare name
            return term.iri(prefixes["inc"] + text)
        from incumbent.ask.written import read_term

        return read_term(text, prefixes)
    except UnknownNameError:
        raise
    except UsageError as error:
        if type(error) is not UsageError:
            raise
        raise UsageError(f"--{parameter.option}: {error}") from error


def _clock() -> str:
    import datetime

    return datetime.datetime.now().astimezone().date().isoformat()
