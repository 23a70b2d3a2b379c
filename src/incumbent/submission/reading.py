"""RDF that others send, read with care: capped in size and nesting, parsed in a child that can be stopped, never fetched.

Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML are parsed by Oxigraph's parsers, which refuse IRIs, literals and labels
that others let through. What reaches the base is what the child wrote as N-Triples, read once more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, RdfFormat, Triple, parse, serialize

from incumbent.ask import sandbox
from incumbent.errors import InputError, LimitError

LARGEST_FILE = 16 * 1024 * 1024  # bytes
DEEPEST_NESTING = 64  # brackets within brackets
SECONDS = 60.0
MEMORY = 1 << 30  # bytes

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}


def read(path: Path) -> frozenset[Triple]:
    """The triples of the file at ``path``, whose ending names its syntax.

    Raises InputError, naming file and line where they are known, for what is too large, too deep, not UTF-8, not of its
    syntax, empty of statements, or holds what a submission may not hold: blank nodes, graphs of its own, contexts or
    entities to be fetched. Raises LimitError where reading took too long or too much memory.
    """
    data = _bytes(path)
    rdf_format = FORMATS[path.suffix.lower()]
    _look(path, data, rdf_format)

    def work(out: BinaryIO) -> sandbox.Report:
        return _parse(data, rdf_format, out)

    try:
        outcome = sandbox.run(work, timeout=SECONDS, memory=MEMORY)
    except LimitError as error:
        raise LimitError(f"{path}: could not be read within the limits: {error}") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    with outcome.output.rewind() as stream:
        triples = frozenset(quad.triple for quad in parse(stream.read(), format=RdfFormat.N_TRIPLES))
    if not triples:
        raise InputError(f"{path}: no statement was read from it; it is empty, or says nothing in absolute IRIs.")
    return triples


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"{path}: larger than {LARGEST_FILE // 1024 // 1024} MiB; split it.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path}: is UTF-16; save it as UTF-8.")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    return data


def _look(path: Path, data: bytes, rdf_format: RdfFormat) -> None:
    """Refuse what no parser is to see."""
    if rdf_format == RdfFormat.RDF_XML:
        at = data.upper().find(b"<!DOCTYPE")
        if at >= 0 or b"<!ENTITY" in data.upper():
            line = data.count(b"\n", 0, max(at, 0)) + 1
            raise InputError(f"{path}:{line}: a DTD and entities are not allowed; write the values out.")
        return
    deep = _too_deep(data, comments=rdf_format != RdfFormat.JSON_LD)
    if deep is not None:
        line = data.count(b"\n", 0, deep) + 1
        raise InputError(f"{path}:{line}: nested deeper than {DEEPEST_NESTING} levels (nesting limit); write it flat.")
    if rdf_format == RdfFormat.JSON_LD:
        _look_at_json(path, data)


def _too_deep(data: bytes, comments: bool) -> int | None:
    """Where brackets outside of strings, IRIs and comments are nested too deep, or None. Linear in the size."""
    depth = 0
    at, end = 0, len(data)
    while at < end:
        byte = data[at]
        if byte in b"\"'":
            quote = data[at : at + 1]
            if byte == 0x27 and not comments:
                at += 1
                continue
            long = quote * 3
            mark = long if comments and data.startswith(long, at) else quote
            at += len(mark)
            while at < end and not data.startswith(mark, at):
                at += 2 if data[at] == 0x5C else 1
            at += len(mark)
            continue
        if comments and byte == 0x23:
            at = data.find(b"\n", at)
            at = end if at < 0 else at
        elif comments and byte == 0x3C:
            close = data.find(b">", at)
            at = at if close < 0 else close
        elif byte in b"[({":
            depth += 1
            if depth > DEEPEST_NESTING:
                return at
        elif byte in b"])}":
            depth -= 1
        at += 1
    return None


def _look_at_json(path: Path, data: bytes) -> None:
    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in members]
        twice = next((key for key in keys if keys.count(key) > 1), None) if len(set(keys)) < len(keys) else None
        if twice is not None:
            raise InputError(f"{path}: duplicate key {twice!r}; use a list for several values.")
        return dict(members)

    try:
        document = json.loads(data, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}:{error.colno}: is not JSON: {error.msg}.") from error
    except RecursionError as error:
        raise InputError(f"{path}: nested too deep (nesting limit).") from error
    if any(_is_remote(context) for context in _contexts(document)):
        raise InputError(f"{path}: names a remote context; nothing is fetched, so write the context out.")


def _contexts(node: Any) -> Iterator[Any]:
    todo = [node]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            if "@context" in node:
                yield node["@context"]
            todo += node.values()
        elif isinstance(node, list):
            todo += node


def _is_remote(context: Any) -> bool:
    members = context if isinstance(context, list) else [context]
    return any(isinstance(member, str) or (isinstance(member, dict) and "@import" in member) for member in members)


def _parse(data: bytes, rdf_format: RdfFormat, out: BinaryIO) -> sandbox.Report:
    """In the child: parse, refuse what a submission may not hold, write N-Triples."""
    triples: list[Triple] = []
    try:
        for quad in parse(data, format=rdf_format):
            if quad.graph_name != DefaultGraph():
                raise InputError(
                    f"writes to the graph {quad.graph_name}, which is not the submitter's; leave graphs out: the dossier is "
                    "the graph."
                )
            if isinstance(quad.subject, BlankNode | Triple) or isinstance(quad.object, BlankNode | Triple):
                raise InputError(
                    "has a blank node or a quoted triple; give the thing an IRI, so that others can name it."
                )
            triples.append(quad.triple)
    except SyntaxError as error:
        raise InputError(f"is not {rdf_format.name}: {' '.join(str(error).split())}") from error
    except (ValueError, OSError) as error:
        raise InputError(f"cannot be read as {rdf_format.name}: {' '.join(str(error).split())}") from error
    serialize(triples, out, format=RdfFormat.N_TRIPLES)
    return {"count": len(triples)}
