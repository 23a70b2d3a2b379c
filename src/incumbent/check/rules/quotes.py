"""Rules about the quoted words: they speak of the fact, and how they say it is kept. All are silent where no words are known.

What they find is never certain, since words can mean what no list of cues knows: it is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pyoxigraph import Literal

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding
from incumbent.check.rules import mentions, wording
from incumbent.check.rules.fault import NAMING, VIOLATION, WARNING, fault, name
from incumbent.model.terms import inc

_SHORTEST = 10  # characters of a quote that can say something
_LONGEST = 1000  # characters of a quote that still points somewhere
_SHARE = 0.5  # of its text, from which on a quote is the text
_SHORT_TEXT = 300  # characters of a text of which a quote may be the whole

# What the words must name, if they name anything: a fact about somebody else rests on other words.
_ESSENTIAL = {
    "Participation": ("participant", "statedCapacity"),
    "Tenure": ("holder", "office"),
    "Designation": ("subject", "object"),
    "Delegation": ("onBehalfOf",),
    "Age": ("person",),
}
# What is said *of* somebody's words, or only names something, is not itself told in them.
_NOT_TOLD = ("Statement", "Source", "Agent", "Office", "Place", "Topic", "Name", "Voice", "Series", "Dossier")

# What is there once it is named.
_NAMED = ("Name", "Agent", "Place", "Topic", "Office", "Source")

WORDS = ("quote|start|end|sha256|source", "source/textDigest|textLength|sectionOf", "source/sectionOf*/textDigest")
_TOLD = (*WORDS, "stance|voice|property|value", "about/rdf:type", "about/event/rdf:type", "about/status|attendance")
_NAMING = (
    "about/rdf:type",
    f"about/{mentions.LABELS}",
    *(f"about/{path}" for path in NAMING),
    f"about/{NAMING[0]}/{mentions.LABELS}",
)


def _quoted(words: str) -> str:
    one_line = " ".join(words.split())
    return f"“{one_line if len(one_line) <= 60 else one_line[:57] + '…'}”"


def _about(case: Case, iri: str) -> list[str]:
    return sorted(case.after.texts(iri, inc("about")))


def _fault(
    case: Case, rule: str, iri: str, message: str, about: str | None = None, value: str | None = None
) -> Finding:
    told = [about] if about else _about(case, iri)
    what = f"evidence for {name(case, told[0])}" if told else case.local(iri)
    if len(told) > 1:
        what += f" and {len(told) - 1} more"
    return fault(case, rule, WARNING, f"{what}: {message}", iri, *told, value=value)


def _short(case: Case, iri: str) -> Iterator[Finding]:
    """A single word names something, and tells nothing of it: it is enough to say that there is a thing of that name."""
    words = case.words(iri) or ""
    if not _says_little(words):
        return
    special = case.after.values(iri, inc("property"))
    for about in _about(case, iri):
        if special or not any(case.is_a(about, kind) for kind in _NAMED):
            message = f"the quote {_quoted(words)} is too short to support a fact; quote the sentence that says it."
            yield _fault(case, "quote-supports", iri, message, about, _quoted(words))
            return


def _says_little(words: str) -> bool:
    words = words.strip()
    return bool(words) and not _spaceless(words) and (len(words.split()) < 2 or len(words) < _SHORTEST)


def _spaceless(words: str) -> bool:
    """Whether the words are of a script that puts no spaces between words."""
    return len(words) > 3 and any("\u3040" <= c <= "\u9fff" or "\u0e00" <= c <= "\u0eff" for c in words)


def _long(case: Case, iri: str) -> Iterator[Finding]:
    start, end = (case.after.first(iri, inc(prop)) or "" for prop in ("start", "end"))
    placed = start.isdecimal() and end.isdecimal() and len(start) < 19 and len(end) < 19
    length = int(end) - int(start) if placed else len(case.words(iri) or "")
    whole = case.after.first(case.after.first(iri, inc("source")) or "", inc("textLength")) or ""
    share = whole.isdecimal() and len(whole) < 19 and length > max(_SHORT_TEXT, _SHARE * int(whole))
    if length > _LONGEST or share:
        much = f", of {whole} of the text," if share else ""
        message = f"the quote of {length} characters{much} is too long; give the sentence that supports it."
        yield _fault(case, "size-limits", iri, message, value=str(length))


def _furniture(case: Case, iri: str) -> Iterator[Finding]:
    words = case.words(iri) or ""
    found = wording.boilerplate(words)
    if found is None or all(case.is_a(about, "Source") for about in _about(case, iri)):
        return  # by-lines and datelines do say who published what, and when
    cue, sure = found
    message = (
        f"the quote {_quoted(words)} is the furniture of a page (“{cue}”), no evidence; quote the words that say it."
    )
    finding = _fault(case, "no-boilerplate", iri, message, value=_quoted(words))
    yield finding._replace(severity=VIOLATION) if sure else finding


def _support(case: Case, iri: str) -> Iterator[Finding]:
    words = case.words(iri)
    if words is None or not words.strip() or _says_little(words) or wording.boilerplate(words):
        return  # or reported as such
    present = wording.stems(words)
    stand_in = bool({word.lower() for word in re.findall(r"\w+", words)} & _pronouns())
    language = _language(case, iri)
    special = bool(case.after.values(iri, inc("property")))
    for about in _about(case, iri):
        if case.is_a(about, "Source") or case.is_a(about, "UnnamedAgent") or case.is_a(about, "Collective"):
            continue
        if not special and not stand_in:
            missing = _missing(case, about, present, language)
            if missing is not None:
                message = (
                    f"the quote {_quoted(words)} names neither {name(case, missing)} nor anything that stands for it; quote the "
                    "words that do."
                )
                yield _fault(case, "quote-supports", iri, message, about, _quoted(words))
                continue
        if not stand_in and not _named(_texts(case, iri, about), present, language):
            message = f"the quote {_quoted(words)} mentions nothing of it; quote the words that say it."
            yield _fault(case, "quote-supports", iri, message, about, _quoted(words))


def _texts(case: Case, iri: str, about: str) -> Iterator[Literal]:
    """All that the words may use for a fact, and for the one value of it that they support."""
    yield from mentions.of_fact(case, about)
    for value in case.after.values(iri, inc("value")):
        yield from [value] if isinstance(value, Literal) else mentions.of_thing(case, value.value)


def _named(texts: Iterator[Literal], present: frozenset[str], language: str | None) -> bool:
    """Whether the words use one of ``texts``, or that cannot be told: names of other scripts and languages read otherwise."""
    seen = []
    for text in texts:  # most facts are named first of all, and need no more
        if wording.shares(mentions.stems([text]), present):
            return True
        seen.append(text)
    scripts = {_script(word) for text in seen for word in wording.stems(text.value)}
    tags = {_primary(text.language) for text in seen}
    return not scripts & {_script(word) for word in present} or (language is not None and language not in tags)


def _missing(case: Case, about: str, present: frozenset[str], language: str | None) -> str | None:
    """The participant, office … that the words do not name, if that can be told."""
    for class_name, props in _ESSENTIAL.items():
        if not case.is_a(about, class_name):
            continue
        for prop in props:
            for value in sorted(case.after.texts(about, inc(prop))):
                if not _own_support(case, about, inc(prop)) and not case.is_a(value, "UnnamedAgent"):
                    person = case.is_a(value, "Person")  # is called the same in many languages
                    if not _named(mentions.of_thing(case, value), present, None if person else language):
                        return value
    return None


def _own_support(case: Case, about: str, prop: str) -> bool:
    """Whether one property of a record rests on other words than the record."""
    evidence = any(one.property == prop for one in case.support.of(about))
    return evidence or any(one == prop for one, _ in case.support.inferences(about))


def _script(word: str) -> str:
    """A rough script of a folded word: digits are of every one."""
    letter = next((c for c in word if c.isalpha()), "")
    return "" if not letter else "Latn" if letter < "\u0250" else chr(ord(letter) & ~0xFF)


def _language(case: Case, iri: str) -> str | None:
    source = case.after.first(iri, inc("source")) or ""
    own = case.after.first(source, inc("language"))
    return _primary(own or case.after.first(case.after.first(source, inc("sectionOf")) or "", inc("language")))


def _primary(tag: str | None) -> str | None:
    return tag.split("-")[0].lower() if tag else None


def _pronouns() -> frozenset[str]:
    return frozenset(word for several in wording.cues()["pronouns"].values() for word in several)


def _attribution(case: Case, iri: str) -> Iterator[Finding]:
    words = case.words(iri)
    told = [about for about in _about(case, iri) if not any(case.is_a(about, kind) for kind in _NOT_TOLD)]
    reports = [about for about in told if _of_statement(case, about)]
    spoken = reports or any(case.is_a(about, "Statement") for about in _about(case, iri))
    if words is None or not told or spoken or wording.boilerplate(words):
        return
    stance = case.after.first(iri, inc("stance"))
    asserted = stance in (None, inc("asserts"))
    narrated = case.after.first(iri, inc("voice")) in (None, inc("narrator"))
    for applies, judge in (
        (stance != inc("asks"), _asked),
        (asserted and narrated, _attributed),
        (asserted and narrated, _spoken),
        (asserted, _hedged),
        (asserted, _denied),
        (asserted and any(_is_past(case, about) for about in told), _ahead),
    ):
        message = judge(words) if applies else None
        if message is not None:
            yield _fault(case, "attribution-kept", iri, message, told[0], _quoted(words))
            return


def _of_statement(case: Case, about: str) -> bool:
    """Whether it is a report that something was said: that rests on just such words."""
    return any(case.is_a(event, "Statement") for event in case.after.texts(about, inc("event")))


def _is_past(case: Case, about: str) -> bool:
    phases = {case.vocabulary.phases.get(status) for status in case.after.texts(about, inc("status"))}
    attended = {inc("attended"), inc("attendedRemotely")} & set(case.after.texts(about, inc("attendance")))
    return inc("past") in phases or bool(attended)


def _asked(words: str) -> str | None:
    found = wording.is_question(words)
    if found is None:
        return None
    return (
        f"the quote {_quoted(words)} is a question (“{found}”), it asserts nothing; give stance: asks, or other words."
    )


def _attributed(words: str) -> str | None:
    found = wording.attributed(words)
    if found is None:
        return None
    return (
        f"the quote {_quoted(words)} puts it down to somebody (“{found}”), and the narrator is said to assert it; give voice: "
        "who says so, and stance: and status: as they are meant."
    )


def _spoken(words: str) -> str | None:
    found = wording.speech(words)
    return found and (
        f"the quote {_quoted(words)} is somebody's speech (“{found.strip('“”')}”), and the narrator is said to assert it; give "
        "voice: who speaks."
    )


def _hedged(words: str) -> str | None:
    found = wording.cue("hedge", words)
    return found and f"the quote {_quoted(words)} hedges (“{found}”), and is said to assert; give stance: hedges."


def _denied(words: str) -> str | None:
    found = wording.cue("denial", words)
    return found and f"the quote {_quoted(words)} denies (“{found}”), and is said to assert; give stance: denies."


def _ahead(words: str) -> str | None:
    found = wording.cue("ahead", words)
    return found and (
        f"the quote {_quoted(words)} tells of what is to come (“{found}”), not of what took place; give status: planned and "
        "stance: expects."
    )


def _check(judge: Callable[[Case, str], Iterator[Finding]], *reads: str) -> Check:
    return Check(judge, ("Evidence",), tuple(dict.fromkeys((*WORDS, *reads, *_NAMING, "about"))))


CHECKS = (
    _check(_short, "about/rdf:type", "property"),
    _check(_long),
    _check(_furniture, "about/rdf:type"),
    _check(_attribution, *_TOLD),
    _check(
        _support,
        *_TOLD,
        *mentions.READS,
        *(path.replace("about/", "value/", 1) for path in mentions.READS if path.startswith("about/")),
        f"about/{'|'.join(dict.fromkeys(prop for props in _ESSENTIAL.values() for prop in props))}/rdf:type",
        "about/^about/rdf:type|property|value|stance|source|start|end|sha256",
        "source/language",
        "source/sectionOf/language",
    ),
)
