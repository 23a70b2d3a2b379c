"""Evidence and inferences of a form: quotes become places in texts, speakers become voices."""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from incumbent.base.settings import Settings
from incumbent.model.terms import inc
from incumbent.model.turtle import Term
from incumbent.model.vocabulary import Property, Vocabulary
from incumbent.submission.faults import Fault
from incumbent.submission.form import Node
from incumbent.submission.minting import Pairs, Sheet, mint, number, typed
from incumbent.submission.quotes import QuoteError, Span, Texts, digest, find
from incumbent.submission.references import References

_BLOCK_KEYS = ("source", "quote", "occurrence", "voice", "stance")
_INFERENCE_KEYS = ("scope", "premise", "reasoning")

Terms = Callable[[Property, Node], list[Term]]


class Supporting:
    """Writes what supports a record, or one value of one property of it, to ``sheet``."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        settings: Settings,
        references: References,
        texts: Texts,
        sheet: Sheet,
        terms_of: Terms,
    ) -> None:
        self._vocabulary = vocabulary
        self._settings = settings
        self._references = references
        self._texts = texts
        self._sheet = sheet
        self._terms_of = terms_of
        # Evidence → the words as they were typed, for the rules that judge them; they do not stay.
        self.quotes: dict[str, str] = {}

    def support(
        self,
        subject: NamedNode,
        keys: dict[str, Node],
        predicate: NamedNode | None = None,
        value: Term | None = None,
    ) -> None:
        """Write the evidence and inferences that ``keys`` give. Raises Fault for a quote that cannot be placed."""
        if "inferred" in keys:
            self._inference(subject, keys["inferred"], predicate, value)
        shared = {k: n for k, n in keys.items() if k not in ("evidence", "inferred")}
        blocks = [shared] if "quote" in keys else []
        for node in keys["evidence"].items() if "evidence" in keys else []:
            if node.mapping is None or "quote" not in node.mapping:
                raise Fault("syntax", "each evidence is a mapping with quote:.", node.line)
            for name in node.mapping:
                if name not in _BLOCK_KEYS:
                    raise Fault("syntax", f"evidence: has no key {name!r}; it has {', '.join(_BLOCK_KEYS)}.", node.line)
            blocks.append({k: n for k, n in shared.items() if k not in ("quote", "occurrence")} | node.mapping)
        for block in blocks:
            for quote in block["quote"].items():
                self.evidence(subject, block, quote, predicate, value)

    def evidence(
        self, subject: NamedNode, keys: dict[str, Node], quote: Node, predicate: NamedNode | None, value: Term | None
    ) -> None:
        """Write one evidence; the same words in the same voice and stance are one evidence about several records.

        Where the text is not at hand, the evidence has the digest of the words, and no place: that they stand there is
        left to those who have the text.
        """
        source, text = self._source(keys, quote.line)
        occurrence = keys["occurrence"].text if "occurrence" in keys else None
        if occurrence is not None and not re.fullmatch("[0-9]{1,9}", occurrence):
            raise Fault("syntax", "occurrence: takes a number from 1.", keys["occurrence"].line)
        words = quote.text or ""
        span, fault = self._span(text, words, int(occurrence) if occurrence else None, quote.line)
        stance = keys.get("stance", Node("asserts", quote.line))
        place: Pairs = [(inc("sha256"), Literal(digest(words)))]
        if span is not None:
            place = [(inc("start"), number(span.start)), (inc("end"), number(span.end))]
        pairs: Pairs = [
            typed("Evidence"),
            (inc("source"), source),
            *place,
            (inc("voice"), self._voice(keys.get("voice"), quote.line)),
            (inc("stance"), self._references.resolve(stance, frozenset({inc("Stance")}), "stance")),
        ]
        about: tuple[str, Term] = (inc("about"), subject)
        if predicate is not None and value is not None:
            pairs += [(inc("property"), predicate), (inc("value"), value), about]
        iri = mint(self._settings.iri, self._vocabulary.classes[inc("Evidence")], pairs)
        pairs.append(about)
        if span is not None:
            pairs += [
                (inc("paragraph"), number(span.paragraph, "positiveInteger")),
                (inc("sha256"), Literal(span.sha256)),
            ]
        if self._settings.keep_quotes:
            pairs.append((inc("quote"), Literal(words, language=self._settings.language)))
        self._sheet.write(iri, pairs, quote.line)
        if fault is not None:  # the fact has its evidence, though it is a faulty one: that is the one thing to mend
            raise fault
        self.quotes[iri] = words

    def _span(
        self, text: str | None, words: str, occurrence: int | None, line: int
    ) -> tuple[Span | None, Fault | None]:
        """The place of ``words``, if their text is at hand, and why it cannot be told."""
        if text is None and words.strip():
            return None, None
        try:
            return find(text or "", words, occurrence), None
        except QuoteError as error:
            return None, Fault("quote-found", str(error), line)

    def _source(self, keys: dict[str, Node], line: int) -> tuple[NamedNode, str | None]:
        if "source" not in keys:
            raise Fault("source-required", "the quote names no source; add source:.", line)
        named = keys["source"]
        try:
            source = self._references.resolve(named, frozenset({inc("Source")}), "source")
        except Fault as fault:
            if fault.code not in ("unknown-thing", "dangling-iri"):
                raise
            message = (
                f"{fault} A new source is registered as source: with label:, publisher:, publicationDate: and its text."
            )
            raise Fault("source-known", message, fault.line) from fault
        return source, self._texts.get(self._references.text_digest(source.value))

    def _voice(self, node: Node | None, line: int) -> NamedNode:
        """The voice that a chain of speakers stands for, the first the original one; none is the narrator."""
        voice = NamedNode(inc("narrator"))
        chain = [] if node is None else [member for member in node.items() if member.text != "narrator"]
        for member in reversed(chain):
            speaker = self._references.resolve(member, frozenset({inc("Agent")}), "voice")
            pairs: Pairs = [typed("Voice"), (inc("speaker"), speaker), (inc("relayedBy"), voice)]
            voice = NamedNode(mint(self._settings.iri, self._vocabulary.classes[inc("Voice")], pairs))
            self._sheet.write(voice.value, pairs, line)
        return voice

    def _inference(self, subject: NamedNode, node: Node, predicate: NamedNode | None, value: Term | None) -> None:
        keys = node.mapping
        if keys is None:
            raise Fault("syntax", "inferred: takes a mapping with scope:, premise: and reasoning:.", node.line)
        for name in keys:
            if name not in _INFERENCE_KEYS:
                raise Fault("syntax", f"inferred: has no key {name!r}; it has {', '.join(_INFERENCE_KEYS)}.", node.line)
        pairs: Pairs = [typed("Inference"), (inc("about"), subject)]
        if predicate is not None and value is not None:
            pairs += [(inc("property"), predicate), (inc("value"), value)]
        for name, inner in keys.items():
            prop = self._vocabulary.properties[inc(name)]
            pairs += [(prop.iri, term) for one in inner.items() for term in self._terms_of(prop, one)]
        iri = mint(self._settings.iri, self._vocabulary.classes[inc("Inference")], pairs)
        self._sheet.write(iri, pairs, node.line)
