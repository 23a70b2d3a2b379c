"""The terminals of SPARQL 1.1 (§19.8), read once, in linear time, with the place of each in the text.

Codepoint escapes (§19.2) are decoded here, so that nobody further on meets ``SERV\\u0049CE``: in a name an escape
may stand for a character of a name alone, in a string it becomes the character or its own escape, in an IRI it must
be a character that an IRI may hold. Comments are dropped. What an engine is given is written anew from the tokens
(``render``), so that it cannot read a text in another way than the guard did.

One choice is not the terminals' own. ``<`` opens an IRI in a pattern but compares in an expression, and a longest
match alone reads ``?a<?b&&?c>?d`` as an IRI where engines read two comparisons. So the reader keeps track of which
brackets hold expressions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from incumbent.ask.place import error_at

IRI, NAME, BLANK, VARIABLE, LANGUAGE, NUMBER, STRING, WORD, MARK = (
    "iri",
    "name",
    "blank",
    "variable",
    "language",
    "number",
    "string",
    "word",
    "mark",
)
INSERTED = "inserted"  # not from the text: a declaration or binding that was added


class Token(NamedTuple):
    """One terminal: ``text`` has its escapes decoded; ``offset``, ``line``, ``column`` (from 1) are the original's."""

    kind: str
    text: str
    offset: int
    line: int
    column: int
    gap: str  # the white space before it, comments left out

    def is_word(self, word: str) -> bool:
        """Whether this is the keyword ``word`` (given in capitals), in any case."""
        return self.kind == WORD and self.text.upper() == word

    def is_mark(self, mark: str) -> bool:
        """Whether this is the punctuation ``mark``."""
        return self.kind == MARK and self.text == mark


# Any character beyond ASCII counts as one of a name at first; `_sound` looks closer, and only where there is one.
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_C = rf"(?:[0-9A-Za-z_\-]|[^\x00-\x7f]|{_UCHAR})"
_BASE = rf"(?:[A-Za-z]|[^\x00-\x7f]|{_UCHAR})"
_WORDS = rf"(?:[0-9A-Za-z_]|[^\x00-\x7f]|{_UCHAR})"
_LOCAL = rf"(?:{_C}|:|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
_OPERAND_END = frozenset((IRI, NAME, BLANK, VARIABLE, LANGUAGE, NUMBER, STRING))
_NOT_CALLS = frozenset(("A", "VALUES", "TRUE", "FALSE", "UNDEF"))
_ENDS = {"(": ")", "[": "]", "{": "}"}
_ECHAR = {'"': '\\"', "'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_NON_ASCII_OF_NAMES = (
    "\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    gap = re.compile(r"(?:[ \t\r\n]++|#[^\r\n]*+)*+")
    strings = "|".join(
        rf"{q * 3}(?:(?:{q}{q}?+)?(?:[^{q}\\]|\\[tbnrf\\\"']|{_UCHAR}))*+{q * 3}"
        rf"|{q}(?!{q}{q})(?:[^{q}\\\r\n]|\\[tbnrf\\\"']|{_UCHAR})*+{q}"
        for q in "\"'"
    )
    token = re.compile(
        rf"""(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_UCHAR})*+>)
        |(?P<string>{strings})
        |(?P<variable>[?$]{_WORDS}++)
        |(?P<blank>_:(?:[0-9A-Za-z_]|[^\x00-\x7f]|{_UCHAR})(?:\.*+{_C})*)
        |(?P<number>(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)
        |(?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
        |(?P<name>:(?:(?!-){_LOCAL}(?:\.*+{_LOCAL})*)?)
        |(?P<mark>&&|\|\||\^\^|<=|>=|!=|[{{}}()\[\].,;*/|^+\-!=<>?~])
        """,
        re.VERBOSE,
    )
    run = re.compile(rf"{_BASE}(?:{_C}|\.)*+")
    word = re.compile(rf"{_BASE}{_WORDS}*+")
    return gap, token, run, word


def tokenize(text: str) -> list[Token]:
    """The tokens of ``text``.

    :raises QueryError: at the first place where no terminal of SPARQL fits.
    """
    for wrong in re.finditer("[\ud800-\udfff]", text):
        raise error_at(text, wrong.start(), "half of a surrogate pair: the text was not read as UTF-8")
    gap_pattern, token_pattern, run_pattern, word_pattern = _patterns()
    tokens: list[Token] = []
    frames = ["query"]  # what the open brackets hold: "query" (clauses and modifiers), "pattern" or "expression"
    at = 1 if text.startswith("\ufeff") else 0
    line, line_start, no_name_before, length = 1, at, 0, len(text)
    while True:
        gap_end = gap_pattern.match(text, at).end()  # type: ignore[union-attr] # it matches nothing, too
        gap = text[at:gap_end]
        if gap:
            if "\n" in gap:
                line += gap.count("\n")
                line_start = at + gap.rfind("\n") + 1
            gap = _without_comments(gap) if "#" in gap else gap
        at = gap_end
        if at >= length:
            return tokens
        column = at - line_start + 1
        kind = WORD
        found = None
        if at >= no_name_before and (run := run_pattern.match(text, at)):
            # A prefix may hold dots and hyphens. Each run is looked at once: if no colon follows, no part has one.
            end = run.end()
            if text.startswith(":", end) and text[end - 1] != ".":
                kind, found = NAME, token_pattern.match(text, end)
            else:
                no_name_before = end
        if found is None:
            kind = WORD
            found = word_pattern.match(text, at)
        if found is None and not (text[at] == "<" and _compares(tokens, frames)):
            found = token_pattern.match(text, at)
            kind = str(found.lastgroup) if found else kind
        if found is None and text[at] == "<":
            kind = MARK
            end = at + (2 if text.startswith("=", at + 1) else 1)
        elif found is None:
            raise _no_token(text, at)
        else:
            end = found.end()
        raw = text[at:end]
        if kind == MARK:
            _follow(raw, text, at, tokens, frames)
            if raw == "<" and text.startswith("<", end):
                raise error_at(
                    text, at, "triple terms (<< >>) are not in SPARQL 1.1; a comparison needs a space after <"
                )
            token = Token(kind, raw, at, line, column, gap)
        else:
            value = _decode(text, raw, kind, at) if "\\" in raw else raw
            if not raw.isascii() and kind not in (STRING, IRI):
                _sound(text, at, value)
            if kind == WORD and ":" in value:
                kind = NAME
            token = Token(kind, value, at, line, column, gap)
            if kind == WORD and len(frames) > 1 and tokens[-1].is_mark("{") and value.upper() == "SELECT":
                frames[-1] = "query"
            if kind == STRING and "\n" in raw:
                line += raw.count("\n")
                line_start = at + raw.rfind("\n") + 1
        tokens.append(token)
        at = end


def _without_comments(gap: str) -> str:
    kept = re.sub(r"[ \t]*#[^\r\n]*", "", gap)
    return kept or " "


def _compares(tokens: Sequence[Token], frames: Sequence[str]) -> bool:
    """Whether ``<`` after these tokens is the operator: in an expression, after an operand."""
    if frames[-1] != "expression" or not tokens:
        return False
    last = tokens[-1]
    return last.kind in _OPERAND_END or last.text in (")", "}") or last.is_word("TRUE") or last.is_word("FALSE")


def _follow(mark: str, text: str, at: int, tokens: Sequence[Token], frames: list[str]) -> None:
    """Keep ``frames`` in step with a bracket."""
    if mark == "(":
        last = tokens[-1] if tokens else None
        if frames[-1] == "expression":
            frames.append("expression")
        elif last is not None and last.kind == WORD:
            frames.append("pattern" if last.text.upper() in _NOT_CALLS else "expression")
        elif frames[-1] == "query":
            frames.append("expression")
        else:
            called = last is not None and last.kind in (IRI, NAME) and len(tokens) > 1 and tokens[-2].is_word("FILTER")
            frames.append("expression" if called else "pattern")
    elif mark in ("{", "["):
        frames.append("pattern")
    elif mark in (")", "}", "]") and len(frames) > 1:
        frames.pop()  # whether it is the right one is the guard's to say


def _decode(text: str, raw: str, kind: str, at: int) -> str:
    """``raw`` without codepoint escapes."""
    if "\\u" not in raw and "\\U" not in raw:
        return raw

    def character(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0]  # an escaped backslash, or another escape of one character
        code = int(match[1][1:], 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            raise error_at(text, at + match.start(), f"\\{match[1]} is not a character")
        decoded = chr(code)
        if kind == STRING:
            return _ECHAR.get(decoded, decoded)
        if kind == IRI and (decoded in '<>"{}|^`\\' or code <= 0x20):
            raise error_at(text, at + match.start(), f"\\{match[1]} may not stand in an IRI")
        if kind != IRI and not (decoded.isalnum() or decoded in "_-:." or not decoded.isascii()):
            raise error_at(text, at + match.start(), f"\\{match[1]} stands for a character that no name may hold")
        return decoded

    decoded = re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|\\.", character, raw)
    if kind not in (STRING, IRI):
        _sound(text, at, decoded)
        again = tokenize(decoded)
        if len(again) != 1 or again[0].kind not in (kind, NAME):
            raise error_at(text, at, "an escape stands for a character that may not stand here")
    return decoded


def _sound(text: str, at: int, value: str) -> None:
    """Check the characters beyond ASCII of a name."""
    for wrong in re.finditer(f"[^\x00-\x7f{_NON_ASCII_OF_NAMES}]", value):
        raise error_at(text, min(at + wrong.start(), len(text)), f"unexpected character U+{ord(wrong[0]):04X}")


def _no_token(text: str, at: int) -> Exception:
    character = text[at]
    if character in "\"'":
        bad = re.compile(r"\\(?![tbnrf\\\"']|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
        closed = re.compile(rf"{character}(?:[^{character}\\\r\n]|\\.)*+{character}").match(text, at)
        if closed and (escape := bad.search(text, at, closed.end())):
            return error_at(text, escape.start(), "not an escape; a backslash itself is written \\\\")
        return error_at(text, at, "a string starts here and never ends")
    if character == "\\":
        return error_at(text, at, "a backslash may not stand here")
    if character == "@":
        return error_at(text, at, "not a language tag")
    name = character if character.isprintable() else f"U+{ord(character):04X}"
    return error_at(text, at, f"unexpected character {name}")


def _apart(before: Token, token: Token) -> bool:
    """Whether a space must stand between two tokens, so that every reader sees the same two."""
    if INSERTED in (before.kind, token.kind):
        return True
    if before.kind == MARK:
        return before.text == "<"  # readers that take the longest match could see an IRI in a comparison
    return token.kind not in (MARK, LANGUAGE)


class Rendered(NamedTuple):
    """The text that an engine is given, and for each token where it starts there."""

    text: str
    tokens: Sequence[Token]
    starts: list[int]

    def token_at(self, offset: int) -> int:
        """The index of the token that covers ``offset`` of the rendered text."""
        return max(0, bisect_right(self.starts, offset) - 1)


def render(tokens: Sequence[Token]) -> Rendered:
    """Write ``tokens`` as a query again, with the white space that they had."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for index, token in enumerate(tokens):
        gap = token.gap if index else ""
        if index and not gap and _apart(tokens[index - 1], token):
            gap = " "
        parts += (gap, token.text)
        length += len(gap)
        starts.append(length)
        length += len(token.text)
    return Rendered("".join(parts) + "\n", tokens, starts)
