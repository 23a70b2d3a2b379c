"""Text from outside, made safe to show."""

from __future__ import annotations

import re

# C0 and C1 controls but for tab and line feed, zero-width and direction characters, line separators, lone surrogates.
_HIDDEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"


def visible(text: str) -> str:
    r"""``text`` with characters that a terminal obeys or hides written out, as ``\\u{202e}``."""
    return re.sub(_HIDDEN, lambda match: f"\\u{{{ord(match.group()):x}}}", text)
