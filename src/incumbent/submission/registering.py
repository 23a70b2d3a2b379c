"""Registering the text of a source: its digest and length, a copy among the texts at hand, and a form that describes it."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal

from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.base.view import View
from incumbent.errors import InputError, UnknownNameError, UsageError
from incumbent.model import edtf
from incumbent.model.terms import inc
from incumbent.store.view import open_view
from incumbent.submission.faults import Fault, Faults, RefusedError
from incumbent.submission.form import Node
from incumbent.submission.merge import Merged, merge
from incumbent.submission.opening import contents, text_of
from incumbent.submission.quotes import digest
from incumbent.submission.references import References

LARGEST_TEXT = 16 * 1024 * 1024  # bytes
UNKNOWN = "unknown"  # what --date says where no date of publication was found
_OPENING = 120  # characters that the quote from the start of the text has at most
_LONGEST_SLUG = 60
_FOLD = str.maketrans({"ı": "i", "İ": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
_FROM_OUTSIDE = "Given by whoever registered the text; the text itself does not say it in these words."


class Details(NamedTuple):
    """What is told of a source: ``date`` is EDTF or "unknown"; ``slug`` and ``dossier`` may be left to the program."""

    title: str
    publisher: str
    date: str
    author: str | None = None
    language: str = "en"
    url: str | None = None
    slug: str | None = None
    dossier: str | None = None
    new_publisher: bool = False


class Registered(NamedTuple):
    """What came of it.

    :param iri: that of the source.
    :param form: the form that describes it; empty where the same text was registered before.
    :param copy: the file that the text was copied to, or None where it was at hand already.
    :param merged: what the gate said, or None where nothing was merged.
    """

    iri: str
    form: str
    copy: Path | None
    merged: Merged | None


def register(
    base: KnowledgeBase,
    file: Path,
    details: Details,
    *,
    today: date | None = None,
    accept: Iterable[str] = (),
    into: Path | None = None,
) -> Registered:
    """Register the text in ``file``, and merge its description through the gate, or write it to ``into`` and merge nothing.

    The text is copied among the sources of the base, where it is not there yet; another file is never overwritten. Where
    the gate holds the description up, the copy is taken away again. Raises InputError for what is no text in UTF-8, UsageError
    and its kin for details that cannot be used.
    """
    if base.is_packaged:
        raise UsageError("The packaged base is read-only; 'incumbent init DIR' makes one of your own.")
    data = contents(file, LARGEST_TEXT)
    text = _text(file, data)
    view = open_view(base)
    text_digest = digest(text)
    known = sorted(view.having(inc("textDigest"), Literal(text_digest)))
    if known:
        return Registered(known[0], "", _copied(base, data, text_digest, known[0].rpartition("source-")[2]), None)
    slug = _slug_of(base, view, details)
    _check(base, view, details)
    form = form_of(base, details, text, slug)
    copy = _copied(base, data, text_digest, slug)
    iri = f"{base.settings.iri}source-{slug}"
    if into is not None:
        return Registered(iri, form, copy, None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"source-{slug}.yaml"
        path.write_text(form, encoding="utf-8")
        merged: Merged | None = None
        try:
            merged = merge(base, path, dossier=details.dossier or slug, today=today, accept=accept)
        finally:
            if copy is not None and (merged is None or not merged.verdict.accepted):
                copy.unlink(missing_ok=True)
    if not merged.verdict.accepted:
        copy = None
    findings = [
        f._replace(file=str(file), line=None, column=None) for f in merged.verdict.findings
    ]  # nobody sees the form
    return Registered(iri, form, copy, merged._replace(verdict=merged.verdict._replace(findings=findings)))


def _text(file: Path, data: bytes) -> str:
    faults = Faults(str(file))
    if text_of(data, faults) is None:
        raise RefusedError(faults.findings)
    if not data.strip():
        raise InputError(f"{file}: has no text; give the file with the words of the source.")
    return data.decode()  # as it stands, a byte-order mark included: places in it are counted from its first character


def slug_from(title: str) -> str:
    """A slug that a title comes to; empty where it has no letter that ASCII knows."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_FOLD)).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall("[a-z0-9]+", plain.replace("'", "")))
    return slug if len(slug) <= _LONGEST_SLUG else slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]


def _slug_of(base: KnowledgeBase, view: View, details: Details) -> str:
    slug = slug_from(details.title) if details.slug is None else details.slug.removeprefix("source-")
    if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug):
        what = f"{details.slug!r} is no slug" if details.slug is not None else f"no slug comes of {details.title!r}"
        raise UsageError(f"{what}; give --slug in lower-case ASCII letters, digits and hyphens.")
    if f"{base.settings.iri}source-{slug}" in view:
        raise UsageError(f"source-{slug} is the name of another source; give --slug NAME for this one.")
    return slug


def _check(base: KnowledgeBase, view: View, details: Details) -> None:
    """Raise where the date is none, or nobody knows the publisher or the author."""
    if not details.title.strip() or not details.publisher.strip():
        raise UsageError("A source has a title and a publisher; give --title and --publisher.")
    if details.date != UNKNOWN:
        edtf.parse(details.date)
    references = References(base.vocabulary, view, base.settings)
    for option, name, kind in (("publisher", details.publisher, "Organization"), ("author", details.author, "Agent")):
        if name is None or (option == "publisher" and details.new_publisher):
            continue
        try:
            references.resolve(Node(name, 1), frozenset({inc(kind)}), option)
        except Fault as fault:
            add = "--new-publisher adds it" if option == "publisher" else "'incumbent new person' makes a form for one"
            message = str(fault).removesuffix(" Add it, or correct the name.")
            raise UnknownNameError(f"{message} Correct the name; where there is no record of it yet, {add}.") from fault


def form_of(base: KnowledgeBase, details: Details, text: str, slug: str) -> str:
    """The form that describes the source: what the text itself says is quoted, all else is said to come from outside."""
    language = json.dumps(details.language)
    publisher = f"organization-{slug_from(details.publisher)}" if details.new_publisher else details.publisher
    lines = [
        f"dossier: {details.dossier or slug}",
        f"source: source-{slug}",
        "facts:",
        f"- source: {slug}",
        f"  label: {{{language}: {_quoted(details.title)}}}",
        f"  title: {{value: {{{language}: {_quoted(details.title)}}}, {_support(text, details.title)}}}",
        f"  language: {language}",
        f"  publisher: {{value: {_quoted(publisher)}, {_support(text, details.publisher)}}}",
    ]
    if details.author is not None:
        lines.append(f"  author: {{value: {_quoted(details.author)}, {_support(text, details.author)}}}")
    if details.url is not None:
        lines.append(f"  url: {{value: {_quoted(details.url)}, {_support(text, details.url)}}}")
    if details.date == UNKNOWN:
        found = "No date of publication was found when the text was registered."
        lines.append(f"  dateUnknown: {{value: true, inferred: {{scope: fromOutside, reasoning: {_quoted(found)}}}}}")
    else:
        lines.append(f"  publicationDate: {{value: {_quoted(details.date)}, {_support(text, details.date)}}}")
    lines += [
        f"  textDigest: {digest(text)}",
        f'  textLength: "{len(text)}"',
        f"  {_quote(text, _opening(text)).replace(', occurrence', chr(10) + '  occurrence')}",
    ]
    if details.new_publisher:
        lines += [
            f"- organization: {slug_from(details.publisher)}",
            f"  label: {_quoted(details.publisher)}",
            f"  {_support(text, details.publisher).replace(', occurrence', chr(10) + '  occurrence')}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _opening(text: str) -> str:
    """The first words of the text, cut between words."""
    start = text.lstrip("\ufeff \t\r\n")
    if len(start) <= _OPENING:
        return start.rstrip()
    cut = re.match(rf"(?s).{{1,{_OPENING}}}(?<!\s)(?=\s)", start)
    return cut[0] if cut else start[:_OPENING]


def _around(text: str, words: str) -> str:
    """``words`` with what stands around them in their line, within reason: a single word supports nothing."""
    at, half = text.index(words), _OPENING // 2
    before = text[text.rfind("\n", 0, at) + 1 : at]
    after = text[at + len(words) :].partition("\n")[0]
    if len(before) > half:
        before = before[-half:].partition(" ")[2]
    if len(after) > half:
        after = after[:half].rpartition(" ")[0]
    return (before + words + after).strip()


def _quote(text: str, words: str) -> str:
    several = ", occurrence: 1" if text.count(words) > 1 else ""
    return f"quote: {_quoted(words)}{several}"


def _support(text: str, words: str) -> str:
    """What supports a value that reads ``words``: the words in the text, or that somebody said so."""
    if words in text:
        return _quote(text, _around(text, words))
    return f"inferred: {{scope: fromOutside, reasoning: {_quoted(_FROM_OUTSIDE)}}}"


def _copied(base: KnowledgeBase, data: bytes, text_digest: str, slug: str) -> Path | None:
    """The new file with the text among the sources of the base, or None where the same text is there already."""
    import hashlib
    import os

    folder = base.sources_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.iterdir()):
            same = path.is_file() and path.stat().st_size == len(data)
            if same and hashlib.sha256(path.read_bytes()).hexdigest() == text_digest:
                return None
        path = folder / f"{slug}.txt"
        if path.exists():
            path = folder / f"{slug}-{text_digest[:12]}.txt"
        with path.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise InputError(f"{error.filename or folder}: cannot be written: {error.strerror}.") from error
    return path
