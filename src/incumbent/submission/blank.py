"""Empty, commented forms for new facts, made from the vocabulary and the shapes: nothing about a kind is written here."""

from __future__ import annotations

from collections.abc import Iterator

from incumbent.errors import UnknownNameError
from incumbent.model import terms
from incumbent.model.terms import LANG_STRING, inc
from incumbent.model.text import visible
from incumbent.model.vocabulary import Class, Property, Vocabulary

_HEAD = """\
# New facts, to be checked with 'incumbent check FILE' and let in with 'incumbent merge FILE'.
# Remove what you do not know: nothing is better than a guess. Lines that start with # are comments.
dossier: NAME            # the dossier that these facts go into
source: source-SLUG      # the source of the quotes below ('incumbent new source' registers one)
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


def blank(vocabulary: Vocabulary, kind: str) -> str:
    """The form for one fact of ``kind`` (a class's name with a small first letter); UnknownNameError for another."""
    kinds = {c.name[:1].lower() + c.name[1:]: c for c in vocabulary.classes.values() if c.prefix and not c.derived}
    cls = kinds.get(kind)
    if cls is None:
        near = vocabulary.near(kind, kinds)
        raise UnknownNameError(f"No kind of fact is called {kind!r}; there are: {', '.join(sorted(kinds))}.", near)
    slug = "SLUG" if cls.filed_with is None else ""
    comment = _one_line(cls.definition)
    lines = [_HEAD, f"- {kind}: {slug}".rstrip() + f"      # {comment}\n"]
    if cls.filed_with is None:
        lines.append('  label: ""              # its name in English, or {en: …, tr: …}\n')
    for prop in _properties(vocabulary, cls):
        lines.append(f"  #{prop.name + ': ' + _kind_of_value(vocabulary, prop):<34} # {_one_line(prop.definition)}\n")
    for nested in vocabulary.classes.values():
        if (
            nested.filed_with
            and not nested.derived
            and nested.prefix not in ("evidence", "inference", "voice", "retraction")
        ):
            domain = vocabulary.properties[nested.filed_with].ranges
            if any(wanted in cls.ancestors for wanted in domain):
                key = nested.name[:1].lower() + nested.name[1:] + "s"
                inner = [p.name for p in _properties(vocabulary, nested) if p.iri != nested.filed_with]
                lines.append(f"  #{key}:\n  #- {{{': …, '.join(inner)}: …, quote: …}}\n")
    lines += [line for line in _TAIL.splitlines(keepends=True) if not line.startswith(f"  #{kind}:")]
    return "".join(lines)


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))


def _properties(vocabulary: Vocabulary, cls: Class) -> Iterator[Property]:
    """The properties that stand on ``cls``, those of the narrowest domain first."""
    general = {inc("Entity"), inc("Record")}
    found = [
        p
        for p in vocabulary.properties.values()
        if p.domains & cls.ancestors and not p.derived and not (p.domains & general) and p.kind != "annotation"
    ]
    if cls.iri == inc("Evidence"):  # the rest follows from the words and from the keys at the form's end
        found = [p for p in found if p.iri == inc("about")]
    yield from sorted(found, key=lambda p: (cls.iri not in p.domains, p.kind != "object", p.name))
    if inc("date") not in {p.iri for p in found} and cls.iri != inc("Evidence"):
        date = vocabulary.properties[inc("date")]
        if not date.domains or date.domains & cls.ancestors:
            yield date


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
