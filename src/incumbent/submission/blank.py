"""Empty, commented forms for new facts, made from the vocabulary and the shapes: nothing about a kind is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from incumbent.errors import UnknownNameError
from incumbent.model import terms
from incumbent.model.terms import LANG_STRING, SH, inc
from incumbent.model.text import visible
from incumbent.model.vocabulary import Class, Property, Vocabulary

_HEAD = """\
# New facts, to be checked with 'incumbent check FILE' and let in with 'incumbent merge FILE'.
# Remove what you do not know: nothing is better than a guess. Lines that start with # are comments.
dossier: NAME            # the dossier that these facts go into
source: source-SLUG      # the source of the quotes below ('incumbent source add FILE' registers one)
facts:
"""
_TAIL = """\
  # Where it stands, in the source's own words; a list for several. Every fact needs this or inferred:.
  quote: "the exact words of the source"
  #occurrence: 1         # which one, where the words stand several times
  #voice: NAME           # who says so, as the source tells it; a list from the speaker outwards [the source itself]
  #stance: asserts       # asserts, expects, hedges, denies or asks
  #inferred: {scope: inDocument, premise: [kind-slug], reasoning: "why it follows"}
"""


def blank(vocabulary: Vocabulary, kind: str, shapes: Iterable[Path] = ()) -> str:
    """The form for one fact of ``kind`` (a class's name with a small first letter); UnknownNameError for another.

    What the ``shapes`` require stands open, all else behind a ``#``.
    """
    kinds = {c.name[:1].lower() + c.name[1:]: c for c in vocabulary.classes.values() if c.prefix and not c.derived}
    cls = kinds.get(kind)
    if cls is None:
        near = vocabulary.near(kind, kinds)
        known = "" if near else f" There are: {', '.join(sorted(kinds))}."
        raise UnknownNameError(f"No kind of fact is called {kind!r}.{known}", near)
    required = _required(shapes, cls)
    slug = "SLUG" if cls.filed_with is None else ""
    lines = [_HEAD, f"# {_one_line(cls.definition)}\n", f"- {kind}: {slug}".rstrip() + "\n"]
    if cls.filed_with is None:
        lines.append('  label: ""              # its name in English, or {en: …, tr: …}\n')
    if cls.name in _CITED:
        lines.append(f"  {_CITED[cls.name]}\n")
    else:
        for prop in sorted(_properties(vocabulary, cls), key=lambda p: p.iri not in required):
            mark = "" if prop.iri in required else "#"
            lines.append(
                f"  {mark}{prop.name + ': ' + _kind_of_value(vocabulary, prop):<34} # {_short(prop.definition)}\n"
            )
        lines += _nested(vocabulary, cls)
    if cls.name not in ("Voice", "Inference"):
        lines.append(_TAIL)
    return "".join(lines)


# Kinds whose properties nobody types: the program works them out from the quote.
_CITED = {
    "Evidence": "about: kind-slug        # what the words say; 'incumbent cite' finds their place",
    "Voice": "speaker: NAME           # seldom written: voice: beside a quote makes it",
    "Inference": "about: kind-slug        # seldom written: inferred: beside a fact makes it",
}


def _required(shapes: Iterable[Path], cls: Class) -> set[str]:
    """The properties of which the shapes of ``cls`` and its broader classes want at least one value."""
    store = Store()
    for path in shapes:
        store.load(path=str(path), format=RdfFormat.TURTLE)
    found: set[str] = set()
    for ancestor in cls.ancestors:
        for target in store.quads_for_pattern(None, NamedNode(SH + "targetClass"), NamedNode(ancestor), None):
            for part in store.quads_for_pattern(target.subject, NamedNode(SH + "property"), None, None):
                shape = part.object
                if isinstance(shape, NamedNode) and any(
                    store.quads_for_pattern(shape, NamedNode(SH + "minCount"), None)
                ):
                    paths = store.quads_for_pattern(shape, NamedNode(SH + "path"), None, None)
                    found.update(q.object.value for q in paths if isinstance(q.object, NamedNode))
    return found


def _nested(vocabulary: Vocabulary, cls: Class) -> Iterator[str]:
    """The records that may be written within ``cls``, a line each."""
    for nested in vocabulary.classes.values():
        if not nested.filed_with or nested.derived or nested.name in _CITED or nested.prefix == "retraction":
            continue
        if vocabulary.properties[nested.filed_with].ranges & cls.ancestors:
            key = nested.name[:1].lower() + nested.name[1:] + "s"
            own = vocabulary.properties.values()
            inner = [p.name for p in own if nested.iri in p.domains and p.iri != nested.filed_with and not p.derived]
            yield f"  #{key}:\n  #- {{{': …, '.join(inner)}: …, quote: …}}\n"


def _short(definition: str) -> str:
    """The part of a definition that fits behind a property."""
    text = _one_line(definition).split(": as a ")[0].split("; ")[0].rstrip(".")
    return text if len(text) <= 76 else text[:75].rsplit(" ", 1)[0] + " …"


def _one_line(text: str) -> str:
    """``text`` without anything that could end a comment or be obeyed by a terminal."""
    return visible(" ".join(text.split()))


def _properties(vocabulary: Vocabulary, cls: Class) -> Iterator[Property]:
    """The properties that stand on ``cls``: its own, and the dates, which stand on all that has an extent in time."""
    general = {inc("Entity"), inc("Record")}
    for prop in vocabulary.properties.values():
        if (
            prop.domains & cls.ancestors
            and not prop.derived
            and not prop.domains & general
            and prop.kind != "annotation"
        ):
            yield prop
    in_time = {inc(name) for name in ("Tenure", "Government", "Happening", "Agreement", "Claim")} & cls.ancestors
    held = {inc(name) for name in ("Tenure", "Government")} & cls.ancestors
    names = ["date"] * bool(in_time) + ["startDate", "endDate"] * bool(held)
    yield from (vocabulary.properties[inc(name)] for name in names)


def _kind_of_value(vocabulary: Vocabulary, prop: Property) -> str:
    if LANG_STRING in prop.ranges:
        return '""'
    if prop.kind == "object":
        codes = sorted(i.name for i in vocabulary.individuals.values() if i.types & prop.ranges)
        if codes:
            return codes[0]
        return "|".join(sorted(iri.rsplit("#", 1)[-1].upper() for iri in prop.ranges)) or "THING"
    if terms.EDTF in prop.ranges:
        return "2025-02-01"
    datatype = next(iter(sorted(prop.ranges)), terms.STRING).rsplit("#", 1)[-1]
    return {"boolean": "true", "string": '""', "anyURI": "https://…", "decimal": "1.5"}.get(datatype, "1")
