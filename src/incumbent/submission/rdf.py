"""RDF parsed, in the child: all faults that the parser finds are told, and what no submission may hold is refused."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from incumbent.check.findings import Severity, violations
from incumbent.model.terms import LANG_STRING, OWL, RDF, RDFS, SH, local
from incumbent.model.text import HIDDEN, visible
from incumbent.submission import json_look, parser_messages, xml_look
from incumbent.submission.faults import Faults
from incumbent.submission.limits import crowds
from incumbent.submission.literals import LONGEST, ill_typed
from incumbent.submission.opening import place, text_of
from incumbent.submission.positions import Place, Positions, in_json, in_turtle

DEEPEST_NESTING = 64  # brackets within brackets, elements within elements
MOST_TRIPLES = 250_000
MOST_MEMBERS = 1_500_000  # of the objects and lists of JSON, by their commas: a triple has up to six
LONGEST_IRI = 2_000
_MOST_ERRORS = 50  # of syntax; behind so many, a parser only guesses
_MOST_ALIKE = 20  # faults of one sort that are told one by one

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
}
# What a file of a syntax starts with, and the endings of its name.
_STARTS = {"JSON-LD": r"[{\[]\s*[\"{}\[]", "RDF/XML": r"<\?xml|<rdf:RDF", "Turtle": r"@?prefix\s"}
_STARTS_OF = {"JSON-LD": (".jsonld",), "RDF/XML": (".rdf",), "Turtle": (".ttl", ".trig")}
_SILENT = (RdfFormat.JSON_LD, RdfFormat.RDF_XML)  # their parsers make up the rest behind an error
_BRACKETS = re.compile(
    r"""(?:\#[^\n]*+\s*+)++ | \"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\"|\Z) | \'\'\'(?:[^'\\]|\\.|'(?!''))*+(?:\'\'\'|\Z)
    | "(?:[^"\\\n]|\\.)*+(?:"|(?=\n)|\\?\Z) | '(?:[^'\\\n]|\\.)*+(?:'|(?=\n)|\\?\Z)
    | <[^<>"\s]*+> | (?P<open>[\[({]) | (?P<close>[\])}])""",
    re.VERBOSE | re.DOTALL,
)
_JSON_BRACKETS = re.compile(
    r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z) | (?P<open>[\[{]) | (?P<close>[\]}])', re.VERBOSE | re.DOTALL
)
_TAGGED = (LANG_STRING, RDF + "dirLangString")  # datatypes of texts that have a language tag
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HIDDEN = re.compile(f"[{HIDDEN}\ue000-\uf8ff]")


def nested_too_deep(text: str, *, json: bool = False) -> int | None:
    """Where brackets outside of texts, IRIs and comments are nested too deep, or None. Linear in the size."""
    depth = 0
    for match in (_JSON_BRACKETS if json else _BRACKETS).finditer(text):
        if match.lastgroup == "open":
            depth += 1
            if depth > DEEPEST_NESTING:
                return match.start()
        elif match.lastgroup == "close":
            depth = max(0, depth - 1)
    return None


class Reader:
    """Reads one file; ``prefixes`` are those that the base knows, for hints."""

    def __init__(self, faults: Faults, prefixes: Mapping[str, str]) -> None:
        self._faults = faults
        self._prefixes = prefixes
        self._positions = Positions()
        self._alike: Counter[str] = Counter()

    def read(self, data: bytes, rdf_format: RdfFormat) -> tuple[list[Triple], Positions]:
        """The triples that the file states, and their places."""
        text = text_of(data, self._faults)
        if text is None:
            return [], self._positions
        says = self._looked(text, rdf_format) and bool(text.strip())
        sound = not violations(self._faults.findings)
        triples = self._parsed(text, rdf_format) if says and sound else []
        if any(finding.code == "syntax" for finding in self._faults.findings):
            self._looks_like(text, rdf_format)
        if self._crowded(triples):
            return [], self._positions
        if not triples and not violations(self._faults.findings):
            self._nothing(says and rdf_format == RdfFormat.JSON_LD)
        return triples, self._positions

    def _looked(self, text: str, rdf_format: RdfFormat) -> bool:
        """Note the places, and refuse what no parser is to see; False where the file says nothing."""
        if rdf_format == RdfFormat.RDF_XML:
            self._positions = xml_look.look(text, self._faults, DEEPEST_NESTING)
            return True
        deep = nested_too_deep(text, json=rdf_format == RdfFormat.JSON_LD)
        if deep is not None:
            line, column = place(text, deep)
            message = f"nested deeper than {DEEPEST_NESTING} levels (nesting limit); write it flat."
            self._faults.report("size-limits", message, line, column=column)
            return True
        if rdf_format == RdfFormat.JSON_LD and text.count(",") > MOST_MEMBERS:
            self._faults.report("size-limits", f"the file lists more than {MOST_MEMBERS} values, the limit; split it.")
            return True
        if rdf_format == RdfFormat.JSON_LD:
            found, says = json_look.look(text, self._faults, self._prefixes)
            self._positions = in_json(text, found.names)
            return says
        self._positions = in_turtle(text)
        return True

    def _nothing(self, swallowed: bool) -> None:
        if swallowed:
            message = (
                "nothing was read from it: its terms are not defined, or its ids are no IRIs; give each thing an @id, and each "
                "property an IRI or a definition in @context."
            )
            self._faults.report("syntax", message, 1)
        else:
            self._faults.report("nonempty", "the file contains no facts; add some.", 1, Severity.WARNING)

    def _parsed(self, text: str, rdf_format: RdfFormat) -> list[Triple]:
        found: dict[Triple, None] = {}
        graphs: Counter[str] = Counter()
        for quad in self._quads(text, rdf_format):
            if quad.graph_name != DefaultGraph():
                graphs[str(quad.graph_name)] += 1
            elif quad.triple not in found and self._allowed(quad.triple):
                found[quad.triple] = None
            if len(found) > MOST_TRIPLES:
                message = f"the file has more than {MOST_TRIPLES} triples, the limit; split it."
                self._faults.report("size-limits", message)
                break
        for name, count in graphs.most_common(_MOST_ALIKE):
            where = self._positions.of(name.strip("<>"))
            message = (
                f"submissions may not write to the graph {name}, which is not the submitter's ({count} triples do); leave the "
                "name of the graph out: the dossier is the graph."
            )
            self._faults.report("protected-graphs", message, where.line if where else _line_of(text, name.strip("<>")))
        return list(found)

    def _quads(self, text: str, rdf_format: RdfFormat) -> Iterator[Quad]:
        """What the parser yields; it goes on behind an error where that makes sense."""
        lines = text.split("\n")
        try:
            quads = parse(text.encode(), format=rdf_format)
        except (SyntaxError, ValueError, OSError) as error:
            self._told(error, text, lines)
            return
        for _ in range(_MOST_ERRORS):
            try:
                yield from quads
                return
            except (SyntaxError, ValueError, OSError) as error:
                self._told(error, text, lines)
                if rdf_format in _SILENT:
                    return

    def _told(self, error: SyntaxError | ValueError | OSError, text: str, lines: list[str]) -> None:
        found = parser_messages.told(error, text, lines, self._prefixes)
        self._faults.report(found.code, found.message, found.line, column=found.column)

    # What no submission may hold

    def _allowed(self, triple: Triple) -> bool:
        """Whether the triple may stand in a base at all; what is wrong with it is noted."""
        subject, value = triple.subject, triple.object
        if not isinstance(subject, NamedNode) or isinstance(value, BlankNode | Triple):
            self._without_name(triple)
            return False
        sound = all(self._iri(node.value, triple) for node in (subject, triple.predicate))
        if isinstance(value, NamedNode):
            return self._iri(value.value, triple) and sound
        return self._literal(value, triple) and sound

    def _report(self, code: str, message: str, triple: Triple) -> None:
        value = triple.object
        where = (
            self._positions.of(triple.subject.value, triple.predicate.value, str(getattr(value, "value", "")))
            if isinstance(triple.subject, NamedNode)
            else None
        )
        self._alike[code] += 1
        if self._alike[code] > _MOST_ALIKE * 5:
            return  # the file is refused in any case
        self._at(code, message, where)

    def _at(self, code: str, message: str, where: Place | None) -> None:
        self._faults.report(code, message, where.line if where else None, column=where.column if where else None)

    def _without_name(self, triple: Triple) -> None:
        self._alike["blank"] += 1
        if self._alike["blank"] > _MOST_ALIKE * 5:
            return  # the file is refused in any case
        predicate = triple.predicate.value
        if predicate.startswith(SH):
            message = (
                f"sh:{predicate.removeprefix(SH)}: rules, queries and scripts are not allowed in data; leave it out."
            )
            self._report("no-rules-in-data", message, triple)
        elif predicate == OWL + "imports":
            self._report("no-remote-loading", "owl:imports is not allowed in submissions; leave it out.", triple)
        elif predicate.startswith((OWL, RDFS)) and predicate not in (RDFS + "label", RDFS + "comment"):
            self._report(
                "protected-terms", f"<{predicate}> defines terms; standard vocabularies cannot be changed.", triple
            )
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            self._report("object-kind", "a quoted triple is no thing; state the fact itself, and cite it.", triple)
        elif isinstance(triple.subject, NamedNode):
            name = local(predicate)
            message = f"the value of {name} is a blank node; give the thing an IRI, so that others can refer to it."
            where = next(
                (at for s, p, at in self._positions.blanks if (s, p) == (triple.subject.value, predicate)), None
            )
            where = where or self._positions.of(triple.subject.value, predicate)
            self._at("object-kind", message, where)
        else:
            where = next((at for s, _, at in self._positions.blanks if not s), None)
            message = "a blank node has facts of its own; give the thing an IRI, so that others can refer to it."
            self._at("object-kind", message, where)

    def _iri(self, iri: str, triple: Triple) -> bool:
        hidden = _HIDDEN.search(iri)
        if hidden:
            sign = f"U+{ord(hidden[0]):04X} {unicodedata.name(hidden[0], 'a character without a name')}"
            message = f"<{visible(iri[:200])}> is an invalid IRI: it has the invisible character {sign}; remove it."
            self._report("iri-valid", message, triple)
        elif len(iri) > LONGEST_IRI:
            message = f"<{iri[:60]}…> has {len(iri)} characters; an IRI has at most {LONGEST_IRI}: shorten it."
            self._report("size-limits", message, triple)
        else:
            return True
        return False

    def _literal(self, value: Literal, triple: Triple) -> bool:
        name = local(triple.predicate.value)
        if len(value.value) > LONGEST:
            message = f"{name}: a text of {len(value.value)} characters; a value has at most {LONGEST}: shorten it."
            self._report("size-limits", message, triple)
            return False
        control = _CONTROL.search(value.value)
        if control:
            message = (
                f"{name}: the control character U+{ord(control[0]):04X} stands in {_short(value.value)}; remove it."
            )
            self._report("control-chars", message, triple)
        if getattr(value, "direction", None):
            message = (
                f"{name}: the language tag of {_short(value.value)} has a base direction; leave the direction out."
            )
            self._report("language-tag", message, triple)
            return False
        datatype = value.datatype.value
        if value.language:
            return True
        if datatype in _TAGGED:
            if not violations(self._faults.findings):  # some parsers say so, and go on with it
                message = (
                    f"{name}: {_short(value.value)} is said to be in a language, and names none; add the language."
                )
                self._report("datatype", message, triple)
            return False
        fault = ill_typed(value.value, datatype)
        if fault is not None:
            self._report(fault[0], f"{name}: ill-typed literal: {fault[1]}.", triple)
            return False
        return self._iri(datatype, triple)

    def _crowded(self, triples: list[Triple]) -> bool:
        """Whether something has more members than a person could check, or all is more than anybody judges; it is told."""
        found = list(crowds(triples))
        for crowd in found:
            self._at("size-limits", crowd.message, self._positions.of(crowd.subject, crowd.predicate))
        return bool(found) or len(triples) > MOST_TRIPLES

    def _looks_like(self, text: str, rdf_format: RdfFormat) -> None:
        """Say so where the file seems to be of another syntax than its name says."""
        start = text.lstrip()[:200]
        seems = next((name for name, pattern in _STARTS.items() if re.match(pattern, start, re.IGNORECASE)), None)
        if seems is not None and rdf_format not in {FORMATS[ending] for ending in _STARTS_OF[seems]}:
            message = f"the file looks like {seems}; if it is, give its name the ending {_STARTS_OF[seems][0]}."
            self._faults.report("syntax", message, 1)


def written(triples: list[Triple]) -> bytes | None:
    """The triples as N-Triples, or None where these would not read back as the same."""
    data = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    again = {quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES)}
    return data if again == set(triples) else None


def places(data: bytes, positions: Positions) -> list[tuple[int, int]]:
    """The lines of subject and value for each triple of ``data`` (N-Triples), in its order; 0 where they are not known."""
    found = []
    for quad in parse(data, format=RdfFormat.N_TRIPLES):
        subject, value = quad.subject, quad.object
        assert isinstance(subject, NamedNode)
        place_of_subject = positions.of(subject.value)
        where = positions.of(subject.value, quad.predicate.value, str(getattr(value, "value", "")))
        found.append((place_of_subject.line if place_of_subject else 0, where.line if where else 0))
    return found


def _line_of(text: str, words: str) -> int | None:
    at = text.find(words)
    return text.count("\n", 0, at) + 1 if at >= 0 else None


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "…")
