"""CSV and TSV tables, as the same tree that the YAML form makes.

The header of the first column is the kind of what the rows describe, such as ``person``; its cells are slugs. The other
headers are the keys of the form. ``label@tr`` is a text in Turkish, ``date.quote`` a key beside the value in ``date``,
``statusReports.status`` a key of a record within the row's thing. `` | `` stands between several values of a cell, and
an empty cell says nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from incumbent.check.findings import Finding, Severity
from incumbent.submission import bounded
from incumbent.submission.faults import Fault, Faults, RefusedError
from incumbent.submission.form import LARGEST_FILE, LONGEST_TEXT, MOST_NODES, Node, plain, planted
from incumbent.submission.opening import contents, text_of
from incumbent.submission.references import EVIDENCE_KEYS

MOST_COLUMNS = 100
MOST_ROWS = 50_000
LONGEST_HEADER = 100
BETWEEN = " | "  # two values of one cell

# The keys that a row of a kind may have, and those that name records within it; None for what is no kind.
Keys = Callable[[str], "tuple[Collection[str], Collection[str]] | None"]
_DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
_WITHIN_INFERRED = ("scope", "premise", "reasoning")
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"')


class Cell(NamedTuple):
    """The text of one cell, and the line and column (from 1) on which it starts."""

    text: str
    line: int
    column: int


def records(text: str, delimiter: str) -> Iterator[list[Cell]]:
    """The records of a table, after RFC 4180; raises Fault where a quotation mark stands wrong."""
    bare = re.compile(f"[^{re.escape(delimiter)}\r\n]*")
    at, line, start, end = 0, 1, 0, len(text)  # ``start`` is where the physical line starts
    record: list[Cell] = []
    while at <= end:
        column = at - start + 1
        if text.startswith('"', at):
            match = _QUOTED.match(text, at)
            if match is None:
                raise Fault("syntax", "the quotation mark that opens here is never closed; close it.", line, column)
            record.append(Cell(match[1].replace('""', '"'), line, column))
            passed = match[0].count("\n")
            if passed:
                line += passed
                start = text.rfind("\n", 0, match.end()) + 1
        else:
            match = bare.match(text, at)
            assert match is not None
            if '"' in match[0]:
                message = "a quotation mark stands within a cell; put the whole cell in quotation marks, and double those in it."
                raise Fault("syntax", message, line, column + match[0].index('"'))
            record.append(Cell(match[0], line, column))
        at = match.end()
        if at >= end:
            break
        if text.startswith(delimiter, at):
            at += len(delimiter)
            continue
        if text[at] not in "\r\n":
            message = "text follows the quotation mark that closes the cell; double the quotation marks within it."
            raise Fault("syntax", message, line, at - start + 1)
        at += 2 if text.startswith("\r\n", at) else 1
        line, start = line + 1, at
        yield record
        record = []
        if at >= end:
            return
    yield record


def delimiter_of(header: str) -> str:
    """What stands between the cells of the header; raises Fault where that cannot be told."""
    bare = re.sub(r'"[^"\n]*"', "", header)
    found = [sign for sign in _DELIMITERS if sign in bare]
    if len(found) > 1:
        names = " and ".join(_DELIMITERS[sign] for sign in found)
        message = f"{names} both stand in the header, so that its columns cannot be told apart; use one throughout."
        raise Fault("syntax", message, 1, 1)
    return found[0] if found else ","


class _Column(NamedTuple):
    """A header: the key, the part of it (``quote`` of ``date.quote``), and the language."""

    key: str
    part: str
    language: str
    cell: Cell


class _Table:
    def __init__(self, faults: Faults, keys: Keys, ending: str) -> None:
        self._faults = faults
        self._keys = keys
        self._ending = ending
        self._columns: list[_Column | None] = []
        self._nested: Collection[str] = ()
        self._kind = ""
        self._count = 0

    def tree(self, text: str) -> Node | None:
        """The tree of the whole table, or None where it has none."""
        first = text.split("\n", 1)[0]
        delimiter = "\t" if self._ending == ".tsv" else delimiter_of(first)
        rows = records(text, delimiter)
        header = next(rows, [])
        if not any(cell.text.strip() for cell in header):
            message = "the table has no header; its first line names the columns, such as person,label,quote,source."
            severity = Severity.VIOLATION if text.strip() else Severity.WARNING
            self._faults.report("syntax" if text.strip() else "nonempty", message, 1, severity)
            return None
        if not self._header(header):
            return None
        facts = list(self._facts(rows, len(header)))
        return Node({"facts": Node(facts, 2)}, 1, {"facts": 1})

    def _header(self, header: list[Cell]) -> bool:
        """Read the headers; False where the rows cannot be read by them."""
        if len(header) > MOST_COLUMNS:
            self._faults.report("size-limits", f"the table has {len(header)} columns; the limit is {MOST_COLUMNS}.", 1)
            return False
        first: dict[str, Cell] = {}
        for cell in header:
            name = cell.text.strip()
            if name and first.setdefault(name.casefold(), cell) is not cell:
                message = f"duplicate header {name!r}; give each column its own name, and join values with ' | '."
                self._faults.report("syntax", message, cell.line, column=cell.column)
        kind = header[0].text.strip()
        known = self._keys(kind)
        if known is None:
            message = (
                f"the first column is headed {kind[:LONGEST_HEADER]!r}, which is no kind of fact; head it person, office, tenure, "
                "meeting, participation or another, and put the slugs below it."
            )
            self._faults.report("known-term", message, header[0].line, column=header[0].column)
            return False
        self._kind = kind
        own, self._nested = known
        self._columns = [
            self._column(cell, own) if first.get(cell.text.strip().casefold(), cell) is cell else None
            for cell in header[1:]
        ]
        return True

    def _column(self, cell: Cell, own: Collection[str]) -> _Column | None:
        name = cell.text.strip()
        rest, _, language = name.partition("@")
        key, _, part = rest.partition(".")
        if not name or len(name) > LONGEST_HEADER:
            message = "a column has no name, or a very long one; name it after a key of the form, or leave it out."
            self._faults.report("syntax", message, cell.line, column=cell.column)
            return None
        parts = _WITHIN_INFERRED if key == "inferred" else EVIDENCE_KEYS
        if key not in own and key not in self._nested:
            near = difflib.get_close_matches(key, [*own, *self._nested], 2, 0.6)
            hint = f" Did you mean {' or '.join(near)}?" if near else " 'incumbent terms' lists the properties."
            message = f"the column {name!r} is no key of a {self._kind}.{hint}"
        elif key in self._nested and not part:
            message = f"the column {name!r} needs the key of the record that it fills, such as {key}.quote."
        elif part and key not in self._nested and part not in parts:
            near = difflib.get_close_matches(part, parts, 2, 0.6)
            hint = (
                f" Did you mean {key}.{near[0]}?" if near else f" It may be {', '.join(f'{key}.{p}' for p in parts)}."
            )
            message = f"the column {name!r} is nothing that stands beside {key}.{hint}"
        else:
            return _Column(key, part, language, cell)
        self._faults.report("known-term", message, cell.line, column=cell.column)
        return None

    def _facts(self, rows: Iterator[list[Cell]], width: int) -> Iterator[Node]:
        for number, row in enumerate(rows, 1):
            if number > MOST_ROWS or self._count > MOST_NODES:
                message = f"the table has more than {MOST_ROWS} rows, or {MOST_NODES} values; split it."
                self._faults.report("size-limits", message, row[0].line)
                return
            if not any(cell.text.strip() for cell in row):
                continue
            if len(row) != width:
                message = (
                    f"the row has {len(row)} cells where the header has {width}; put a cell with a delimiter in it in quotation "
                    "marks, and leave cells empty rather than out."
                )
                self._faults.report("syntax", message, row[0].line, column=row[-1].column)
            elif not self._too_long(row):
                yield self._fact(row)

    def _too_long(self, row: list[Cell]) -> bool:
        long = next((cell for cell in row if len(cell.text) > LONGEST_TEXT), None)
        if long is not None:
            message = f"a cell has {len(long.text)} characters; the limit is {LONGEST_TEXT}: shorten it."
            self._faults.report("size-limits", message, long.line, column=long.column)
        return long is not None

    def _fact(self, row: list[Cell]) -> Node:
        """One row as a fact of the form."""
        slug, *cells = row
        whole: dict[str, list[Node]] = {}
        parts: dict[str, dict[str, Node]] = {}
        lines: dict[str, int] = {self._kind: slug.line}
        for column, cell in zip(self._columns, cells, strict=True):
            if column is None or not cell.text.strip():
                continue
            lines.setdefault(column.key, cell.line)
            values = self._values(cell, column.language)
            if column.part:
                held = parts.setdefault(column.key, {})
                held[column.part] = values[0] if len(values) == 1 else Node(values, cell.line, column=cell.column)
            else:
                whole.setdefault(column.key, []).extend(values)
        pairs = {self._kind: Node(slug.text.strip(), slug.line, column=slug.column)}
        for key, line in list(lines.items())[1:]:
            pairs[key] = self._joined(key, whole.get(key, []), parts.get(key, {}), line)
        return Node(pairs, slug.line, lines, slug.column)

    def _joined(self, key: str, values: list[Node], beside: dict[str, Node], line: int) -> Node:
        """The node of one key: its values, with what stands beside them, or the record that it holds."""
        if key in self._nested or key == "inferred":
            return Node(beside, line, dict.fromkeys(beside, line))
        if beside:
            held = values[0] if len(values) == 1 else Node(values, line)
            pairs = {"value": held, **beside}
            return Node(pairs, line, dict.fromkeys(pairs, line))
        return values[0] if len(values) == 1 else Node(values, line)

    def _values(self, cell: Cell, language: str) -> list[Node]:
        texts = [text.strip() for text in cell.text.split(BETWEEN)]
        self._count += len(texts)
        nodes = [Node(text, cell.line, column=cell.column) for text in texts if text]
        if language:
            return [Node({language: node}, cell.line, {language: cell.line}, cell.column) for node in nodes]
        return nodes


def build(text: str, faults: Faults, keys: Keys, ending: str = ".csv") -> Node | None:
    """The tree of a table, or None; what is wrong goes to ``faults``."""
    with faults.caught():
        return _Table(faults, keys, ending).tree(text)
    return None


def tree(path: Path, keys: Keys) -> tuple[Node | None, list[Finding]]:
    """The tree of the table at ``path``, or None, and what is wrong with the file.

    Raises InputError where there is no file to be read.
    """

    def work(faults: Faults) -> tuple[Any, bytes]:
        text = text_of(data, faults)
        root = None if text is None else build(text, faults, keys, path.suffix.lower())
        return (None if root is None else plain(root)), b""

    try:
        data = contents(path, LARGEST_FILE)
    except RefusedError as error:
        return None, error.findings
    product = bounded.read(str(path), work)
    return (None if product.value is None else planted(product.value)), product.findings
