"""Text from outside, made safe to show."""

from __future__ import annotations

import re

# C0 and C1 controls but for tab and line feed, soft hyphens, zero-width and direction characters, line separators, lone
# surrogates and tags: the inside of a character class.
HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff"
)


def shown(match: re.Match[str]) -> str:
    """The character that was matched, written out."""
    return f"\\u{{{ord(match[0]):x}}}"


def visible(text: str) -> str:
    r"""``text`` with characters that a terminal obeys or hides written out, as ``\\u{202e}``."""
    return re.sub(f"[{HIDDEN}]", shown, text)
