"""Triples that a CONSTRUCT or DESCRIBE gives, in the graph formats, written as they come.

pyoxigraph serializes. What it writes passes a filter that spells out the characters a terminal would act upon (as
escapes or references, which mean the same) and, in RDF/XML, those that XML cannot carry (as visible ``\\u{…}``, for
which there is no exact form).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    import pyoxigraph

# U+00AD and U+200C/D (joiners) are part of words and stay.
_HIDDEN = "\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
_TEXT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_HIDDEN}]")
_XML = re.compile(f"[\x00-\x08\x0b-\x1f\ufffe\uffff{_HIDDEN}]")
_XML_CANNOT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _turtle(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _json(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def _xml(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{{{code:x}}}" if _XML_CANNOT.match(match[0]) else f"&#x{code:X};"


class _Filter:
    """A binary stream that rewrites what passes through."""

    def __init__(self, out: BinaryIO, name: str) -> None:
        self._out = out
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._pattern = _XML if name == "rdfxml" else _TEXT
        self._written = {"rdfxml": _xml, "jsonld": _json}.get(name, _turtle)

    def write(self, data: bytes) -> int:
        text = self._decoder.decode(bytes(data))
        self._out.write(self._pattern.sub(self._written, text).encode())
        return len(data)

    def flush(self) -> None:
        self._out.flush()


def write_graph(triples: Iterable[pyoxigraph.Triple], name: str, out: BinaryIO, prefixes: Mapping[str, str]) -> int:
    """Write ``triples`` in the format ``name`` (one of ``names.GRAPHS``) and return how many there were."""
    import pyoxigraph

    formats = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
        "nquads": pyoxigraph.RdfFormat.N_QUADS,
        "trig": pyoxigraph.RdfFormat.TRIG,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
        "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    }
    count = 0

    def counted() -> Iterator[pyoxigraph.Triple]:
        nonlocal count
        for triple in triples:
            count += 1
            yield triple

    stream = cast(IO[bytes], _Filter(out, name))
    pyoxigraph.serialize(counted(), stream, formats[name], prefixes=dict(prefixes))
    return count
