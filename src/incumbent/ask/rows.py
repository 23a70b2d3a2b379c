"""Rows and yes-or-no answers in the formats that programs read, and in Markdown.

* ``csv``: SPARQL 1.1 CSV: plain values, IRIs in full. Made safe for spreadsheets: a cell that starts with = + - @
  (or their full-width forms), a tab or a line break gets an apostrophe in front unless it is a plain number,
  because it would run as a formula; control characters but tab and line breaks are written ``\\u{…}``. For exact
  values take another format.
* ``tsv``: SPARQL 1.1 TSV: terms in Turtle's syntax, exact.
* ``json``: SPARQL 1.1 Query Results JSON, exact. ``jsonl``: each row one such binding object on a line.
* ``xml``: SPARQL Query Results XML. The characters that XML 1.0 cannot carry are written ``\\u{…}``.
* ``md``: a Markdown table.

All write as the rows come, and return how many there were. None lets a control character reach a terminal as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from json.encoder import encode_basestring
from typing import BinaryIO

from incumbent.ask.display import one_line
from incumbent.ask.term import BLANK, IRI, LITERAL, Term, n_triples
from incumbent.model.terms import STRING

Row = Sequence[Term | None]
Show = Callable[[Term], str]
Writer = Callable[[Sequence[str], Iterable[Row], BinaryIO], int]

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z :/#._?&=+\-]*+(?<! )")  # most cells: safe as they are
_TO_QUOTE = re.compile('[",;\r\n\t]|^ | $')
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_HIDDEN = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML = re.compile('[&<>"\r\t\n]|' + _HIDDEN.pattern)
_MARKDOWN = re.compile(r"[\\`*_\[\]|~&<>]")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{{{ord(match[0]):x}}}"


def csv_cell(term: Term | None) -> str:
    """One cell of a CSV file, quoted where needed and safe in a spreadsheet."""
    if term is None:
        return ""
    value = term.value if term.kind != BLANK else f"_:{term.value}"
    if _PLAIN.fullmatch(value):
        return value
    value = _CONTROL.sub(_escaped, value)
    if value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        value = "'" + value
    return '"' + value.replace('"', '""') + '"' if _TO_QUOTE.search(value) else value


def write_csv(columns: Sequence[str], rows: Iterable[Row], out: BinaryIO) -> int:
    """CSV, lines ending in CR LF."""
    out.write((",".join(columns) + "\r\n").encode())
    count = 0
    for row in rows:
        count += 1
        line = ",".join([csv_cell(term) for term in row])
        # A row of one empty cell would be an empty line, which readers skip.
        out.write((line or ('""' if len(columns) == 1 else "")).encode() + b"\r\n")
    return count


def write_tsv(columns: Sequence[str], rows: Iterable[Row], out: BinaryIO) -> int:
    """TSV."""
    out.write(("\t".join(f"?{name}" for name in columns) + "\n").encode())
    count = 0
    for row in rows:
        count += 1
        out.write(("\t".join([n_triples(term) if term else "" for term in row]) + "\n").encode())
    return count


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def _json_text(text: str) -> str:
    quoted = encode_basestring(text)
    return quoted if quoted.isascii() and "\x7f" not in quoted else _HIDDEN.sub(_json_escape, quoted)


def json_term(term: Term) -> str:
    """One term as an object of SPARQL's JSON results."""
    if term.kind == LITERAL:
        if term.language:
            return f'{{"type":"literal","value":{_json_text(term.value)},"xml:lang":{_json_text(term.language)}}}'
        if term.datatype != STRING:
            return f'{{"type":"literal","value":{_json_text(term.value)},"datatype":{_json_text(term.datatype)}}}'
    return f'{{"type":"{term.kind}","value":{_json_text(term.value)}}}'


def _binding(names: Sequence[str], row: Row) -> str:
    return "{" + ",".join([name + json_term(term) for name, term in zip(names, row, strict=True) if term]) + "}"


def write_json(columns: Sequence[str], rows: Iterable[Row], out: BinaryIO) -> int:
    """SPARQL 1.1 Query Results JSON, one row a line."""
    head = ",".join(_json_text(name) for name in columns)
    out.write(f'{{"head":{{"vars":[{head}]}},"results":{{"bindings":['.encode())
    names = [_json_text(name) + ":" for name in columns]
    count = 0
    for row in rows:
        out.write((",\n" if count else "\n").encode() + _binding(names, row).encode())
        count += 1
    out.write(b"\n]}}\n")
    return count


def write_jsonl(columns: Sequence[str], rows: Iterable[Row], out: BinaryIO) -> int:
    """One binding object a line."""
    names = [_json_text(name) + ":" for name in columns]
    count = 0
    for row in rows:
        count += 1
        out.write(_binding(names, row).encode() + b"\n")
    return count


def xml_text(text: str) -> str:
    """``text`` as content or attribute of XML 1.0."""

    def written(match: re.Match[str]) -> str:
        return {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}.get(match[0]) or f"&#x{ord(match[0]):X};"

    return _XML.sub(written, _NOT_XML.sub(_escaped, text))


def _xml_term(term: Term) -> str:
    value = xml_text(term.value)
    if term.kind == IRI:
        return f"<uri>{value}</uri>"
    if term.kind == BLANK:
        return f"<bnode>{value}</bnode>"
    if term.language:
        return f'<literal xml:lang="{xml_text(term.language)}">{value}</literal>'
    if term.datatype != STRING:
        return f'<literal datatype="{xml_text(term.datatype)}">{value}</literal>'
    return f"<literal>{value}</literal>"


_XML_START = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


def write_xml(columns: Sequence[str], rows: Iterable[Row], out: BinaryIO) -> int:
    """SPARQL Query Results XML."""
    names = [xml_text(name) for name in columns]
    variables = "".join(f'<variable name="{name}"/>' for name in names)
    out.write(f"{_XML_START}<head>{variables}</head>\n<results>\n".encode())
    count = 0
    for row in rows:
        count += 1
        bindings = [
            f'<binding name="{name}">{_xml_term(term)}</binding>' for name, term in zip(names, row, strict=True) if term
        ]
        out.write(f"<result>{''.join(bindings)}</result>\n".encode())
    out.write(b"</results>\n</sparql>\n")
    return count


def markdown(text: str) -> str:
    """``text`` on one line with nothing in it that Markdown or HTML would act upon."""
    safe = _MARKDOWN.sub(
        lambda match: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(match[0], "\\" + match[0]), one_line(text)
    )
    return re.sub(r"(https?|ftp|mailto):", r"\1&#58;", safe)


def write_markdown(columns: Sequence[str], rows: Iterable[Row], out: BinaryIO, *, show: Show) -> int:
    """A Markdown table; words as ``show`` gives them."""
    out.write(f"| {' | '.join(markdown(name) for name in columns)} |\n|{' --- |' * len(columns)}\n".encode())
    count = 0
    for row in rows:
        count += 1
        out.write(f"| {' | '.join([markdown(show(term)) if term else '' for term in row])} |\n".encode())
    return count


def write_boolean(answer: bool, name: str, out: BinaryIO) -> None:
    """The answer to an ASK in the format ``name``."""
    word = "true" if answer else "false"
    if name == "json":
        out.write(f'{{"head":{{}},"boolean":{word}}}\n'.encode())
    elif name == "xml":
        out.write(f"{_XML_START}<head></head>\n<boolean>{word}</boolean>\n</sparql>\n".encode())
    elif name in ("table", "md"):
        out.write(b"yes\n" if answer else b"no\n")
    else:  # the recommendations define none for CSV and TSV
        out.write(f"{word}\n".encode())


WRITERS: dict[str, Writer] = {
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "jsonl": write_jsonl,
    "xml": write_xml,
}
