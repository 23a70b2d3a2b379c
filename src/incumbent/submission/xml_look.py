"""RDF/XML looked at before it is parsed: entities, includes and bases are refused, and places are noted."""

from __future__ import annotations

import re
from xml.parsers import expat

from incumbent.model import terms
from incumbent.model.terms import RDF
from incumbent.submission.faults import Faults
from incumbent.submission.opening import place
from incumbent.submission.positions import Place, Positions

_XINCLUDE = "http://www.w3.org/2001/XInclude"
_XML = "http://www.w3.org/XML/1998/namespace"
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DECLARED = re.compile(r"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']{0,40})")
_BETWEEN = " "  # stands between a namespace and a local name


class _Look:
    def __init__(self, faults: Faults, deepest: int) -> None:
        self.faults = faults
        self.deepest = deepest
        self.found = Positions()
        # What is open: (subject, None) for a thing, (subject, property) for a property; its base IRI, its text.
        self.open: list[tuple[str, str | None, Place]] = []
        self.bases: list[str] = [""]
        self.words: list[str] = []
        self.parser = expat.ParserCreate("utf-8", _BETWEEN)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words.append
        self.parser.ProcessingInstructionHandler = self.instruction

    def here(self) -> Place:
        return Place(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def report(self, code: str, message: str) -> None:
        here = self.here()
        self.faults.report(code, message, here.line, column=here.column)

    def instruction(self, target: str, data: str) -> None:
        self.report("no-remote-loading", f"the instruction <?{target}?> may name a file to be loaded; leave it out.")

    def iri(self, text: str, what: str) -> str:
        """The IRI that an attribute stands for."""
        if _ABSOLUTE.match(text):
            return text
        if not self.bases[-1]:
            self.report("iri-valid", f"{what}={text!r} is a relative IRI; write it in full, as https://….")
        from urllib.parse import urljoin

        return urljoin(self.bases[-1], text)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= self.deepest:
            if len(self.open) == self.deepest:
                self.report("size-limits", f"nested deeper than {self.deepest} levels (nesting limit); write it flat.")
            self.open.append(("", None, self.here()))
            self.bases.append("")
            return
        namespace = name.rpartition(_BETWEEN)[0]
        if namespace == _XINCLUDE:
            self.report("no-remote-loading", "XInclude is not allowed: nothing is loaded; write the content out.")
        base = attributes.get(f"{_XML}{_BETWEEN}base")
        if base is not None and not _ABSOLUTE.match(base):
            self.report("iri-valid", f"xml:base={base!r} is a relative IRI; write it in full, as https://….")
        self.bases.append(base if base is not None else self.bases[-1])
        self.words.clear()
        whole = name.replace(_BETWEEN, "")
        if not self.open and whole == RDF + "RDF":
            self.open.append(("", "", self.here()))
        elif not self.open or self.open[-1][1] is not None:
            self.thing(whole, attributes)
        else:
            self.property(whole, attributes)

    def thing(self, name: str, attributes: dict[str, str]) -> None:
        own = {key.replace(_BETWEEN, ""): text for key, text in attributes.items()}
        here, subject = self.here(), ""
        if RDF + "about" in own:
            subject = self.iri(own[RDF + "about"], "rdf:about")
        elif RDF + "ID" in own:
            subject = self.iri("#" + own[RDF + "ID"], "rdf:ID")
        owner, predicate, _ = self.open[-1] if self.open else ("", None, here)
        if subject:
            self.found.subject(subject, here)
        else:
            self.found.blanks.append((owner, predicate or "", here))
        if owner and predicate:
            self.found.value(owner, predicate, subject, here)
        if name != RDF + "Description":
            self.found.value(subject, terms.TYPE, name, here)
        for key, text in own.items():
            if not key.startswith((RDF, _XML)):
                self.found.value(subject, key, text, here)
        self.open.append((subject, None, here))

    def property(self, name: str, attributes: dict[str, str]) -> None:
        own = {key.replace(_BETWEEN, ""): text for key, text in attributes.items()}
        here, subject = self.here(), self.open[-1][0]
        if RDF + "resource" in own:
            self.found.value(subject, name, self.iri(own[RDF + "resource"], "rdf:resource"), here)
        if RDF + "datatype" in own:
            self.iri(own[RDF + "datatype"], "rdf:datatype")
        self.open.append((subject, name, here))

    def end(self, name: str) -> None:
        subject, predicate, here = self.open.pop()
        self.bases.pop()
        if predicate:
            self.found.value(subject, predicate, "".join(self.words), here)
        self.words.clear()


def look(text: str, faults: Faults, deepest: int) -> Positions:
    """The places in RDF/XML; what is wrong with it as XML goes to ``faults``."""
    upper = text.upper()
    for mark in ("<!DOCTYPE", "<!ENTITY"):
        at = upper.find(mark)
        if at >= 0:
            line, column = place(text, at)
            message = "a DTD and entities are not allowed, since they can load files and grow without end; write the values out."
            faults.report("no-entities", message, line, column=column)
            return Positions()
    declared = _DECLARED.match(text)
    if declared and declared[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        message = f"the file says that it is {declared[1]}, and is read as UTF-8; save it as UTF-8, and say so."
        faults.report("utf8", message, 1)
    seen = _Look(faults, deepest)
    try:
        seen.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        if text.strip():
            what = expat.errors.messages.get(error.code, "not well-formed")
            if what == "undefined entity":
                message = "an entity that XML does not define is not allowed; write the character itself."
                faults.report("no-entities", message, error.lineno, column=error.offset + 1)
            else:
                message = f"the file is not RDF/XML: {what}; mend it there."
                faults.report("syntax", message, error.lineno, column=error.offset + 1)
    return seen.found
