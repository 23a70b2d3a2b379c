"""Pages as Markdown (CommonMark), for a brief."""

from __future__ import annotations

from incumbent.model.markdown import escaped
from incumbent.pages.page import Entry, Page, shown


def write(page: Page, *, local: str) -> str:
    """A page as Markdown: a heading, a list of its facts, a section for each heading."""
    out = [f"# {escaped(page.title)}", "", f"*{escaped(page.kind)}* · {escaped(local)}"]
    if page.facts:
        out.append("")
    for line in page.facts:
        if len(line.entries) == 1:
            out += _item(line.entries[0], 0, f"**{escaped(line.name)}:** ")
        else:
            out.append(f"- **{escaped(line.name)}:**")
            for entry in line.entries:
                out += _item(entry, 1)
    for section in page.sections:
        out += ["", f"## {escaped(section.heading)}", ""]
        for entry in section.entries:
            out += _item(entry, 0)
    return "\n".join(out) + "\n"


def _item(entry: Entry, depth: int, lead: str = "") -> list[str]:
    text = lead + escaped(entry.text)
    if marks := shown(entry):
        text += f" *({escaped(', '.join(words for _, words in marks))})*"
    if entry.citation:
        text += f" \\[{escaped(entry.citation)}\\]"
    found = ["  " * depth + f"- {text}"]
    if entry.words:
        found.append("  " * (depth + 1) + f"> {escaped(entry.words)}")
    for detail in entry.details:
        found += _item(detail, depth + 1)
    return found
