"""Text from outside, put into Markdown (CommonMark) so that it is shown and never obeyed."""

from __future__ import annotations

import re

from incumbent.model.text import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_AT_START = re.compile(r"^(?:([#+=-])|(\d+)([.)]))")


def escaped(text: str) -> str:
    """``text`` in one line, so that CommonMark shows it as it is."""
    line = _SPECIAL.sub(r"\\\1", " ".join(visible(text).split()))
    return _AT_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line)
