"""What the pages show is what happens: commands and queries are run, forms compiled, Turtle looked up, links followed.

Fenced blocks are read by their language:

``console``  each ``$ incumbent …`` is run, and what it prints compared; a line ``…`` stands for any lines
``sparql``   is asked of the repository's base; a ``text`` block right behind it is its answer, "No rows" behind it none
``yaml``     that begins with ``# form`` is merged into the page's own base; with ``# form: FILE`` it is only put there
``text``     with ``file=PATH`` is put into the page's own folder
``turtle``   stands in the facts of the repository

``python -m tests.docs.test_docs`` writes the shown answers anew, trimmed as they are.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import RdfFormat, parse

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.submission.merge import merge

ROOT = Path(__file__).resolve().parent.parent.parent
BASE = ROOT  # the knowledge base that commands and queries ask
GENERATED = {"commands.md", "questions.md", "rules.md", "vocabulary.md"}
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
WRITTEN = [page for page in PAGES if page.name not in GENERATED]
WIDTH = "120"
ANY = "…"

_BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its language, what else its first line says, and where its body stands in the page."""

    language: str
    info: str
    body: str
    start: int
    end: int
    line: int


def blocks(text: str) -> list[Block]:
    found = []
    for match in _BLOCK.finditer(text):
        language, _, info = match["info"].strip().partition(" ")
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(language, info, match["body"], match.start("body"), match.end("body"), line))
    return found


def run(arguments: list[str], folder: Path, environment: dict[str, str]) -> str:
    """What ``incumbent`` prints, on both streams, as a terminal shows it."""
    done = subprocess.run(
        [sys.executable, "-m", "incumbent", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    lines = done.stdout.decode().splitlines()
    return "\n".join(line.rstrip() for line in lines if "building the query cache" not in line)


def same(shown: str, real: str) -> bool:
    """Whether ``real`` is what is shown, where a line ``…`` stands for any lines."""
    parts = [re.escape(line.rstrip()) + "\n" if line.strip() != ANY else "(?:.*\n)*" for line in shown.splitlines()]
    return re.fullmatch("".join(parts), "".join(line + "\n" for line in real.splitlines())) is not None


def trimmed(shown: str, real: str) -> str:
    """``real``, cut as ``shown`` is: as many lines before its first ``…`` and behind its last."""
    lines, marks = shown.splitlines(), [n for n, line in enumerate(shown.splitlines()) if line.strip() == ANY]
    if not marks:
        return real
    head, tail, whole = marks[0], len(lines) - marks[-1] - 1, real.splitlines()
    if head + tail >= len(whole):
        return real
    return "\n".join([*whole[:head], ANY, *whole[len(whole) - tail :]])


class Page:
    """A page being tried out: its blocks are taken in order, in a folder of its own."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.folder = folder
        self.environment = {**os.environ, "INCUMBENT_KB": str(BASE), "COLUMNS": WIDTH, "NO_COLOR": "1"}
        self.faults: list[str] = []
        self.answers: list[tuple[int, int, str]] = []  # what should stand in the text from where to where
        self._facts: Facts | None = None

    def go(self) -> None:
        found = blocks(self.text)
        for block, following in zip(found, [*found, None][1:], strict=True):
            self._try(block, following)

    def _run(self, *arguments: str) -> str:
        return run(list(arguments), self.folder, self.environment)

    def _try(self, block: Block, following: Block | None) -> None:
        place = re.search(r"\bfile=(\S+)", block.info)
        if block.language == "console":
            self._console(block)
        elif block.language == "sparql":
            self._sparql(block, following)
        elif block.language == "yaml" and block.body.startswith("# form"):
            self._form(block)
        elif block.language == "turtle":
            self._turtle(block)
        elif place:
            path = self.folder / place[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")

    def _fault(self, block: Block, message: str) -> None:
        self.faults.append(f"{self.path.name}:{block.line}: {message}")

    def _compare(self, block: Block, shown: str, real: str, start: int) -> None:
        if not same(shown, real):
            self._fault(block, f"shown is\n{shown}\nreal is\n{real}")
        new = trimmed(shown, real)
        self.answers.append((start, start + len(shown), new + "\n" if new else ""))

    def _console(self, block: Block) -> None:
        at = block.start
        for part in re.findall(r"^\$ (?:.*\\\n)*.*\n(?:(?!\$ ).*\n)*", block.body, re.MULTILINE):
            command = re.match(r"\$ ((?:.*\\\n)*.*\n)", part)
            assert command
            words = shlex.split(command[1].replace("\\\n", " "))
            if words[0] == "cd":
                self.folder /= words[1]
                del self.environment["INCUMBENT_KB"]
            elif words[0] == "incumbent":
                self._compare(block, part[command.end() :], self._run(*words[1:]), at + command.end())
            else:
                self._fault(block, f"{words[0]} is no command that a page can try")
            at += len(part)

    def _sparql(self, block: Block, following: Block | None) -> None:
        between = self.text[block.end + 3 : following.start if following else len(self.text)]
        if following and following.language == "text" and between.count("\n") <= 3 and not following.info:
            real = self._run("query", block.body)
            self._compare(following, following.body, real, following.start)
            return
        rows = self._run("query", "--format", "csv", "-q", block.body).splitlines()
        none = self.text[block.end + 3 :].lstrip().startswith("No rows")
        if (len(rows) > 1) == none or not rows or rows[0].startswith("incumbent:"):
            self._fault(block, "\n".join(["the answer is", *rows[:3]]))

    def _form(self, block: Block) -> None:
        name = re.match(r"# form: (\S+)", block.body)
        path = self.folder / (name[1] if name else "form.yaml")
        path.write_text(block.body, encoding="utf-8")
        if name:
            return  # a command of the page takes it up
        verdict = merge(KnowledgeBase(self.folder), path).verdict
        for finding in verdict.findings:
            self._fault(block, f"line {finding.line}: {finding.code}: {finding.message}")

    def _turtle(self, block: Block) -> None:
        if self._facts is None:
            self._facts = Facts.read(KnowledgeBase(BASE))
        prefixes = KnowledgeBase(BASE).settings.prefixes
        head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.items())
        known = set(self._facts)
        for quad in parse((head + block.body).encode(), format=RdfFormat.TURTLE):
            if quad.triple not in known:
                self._fault(block, f"{quad.triple} does not stand in graph/")

    def rewritten(self) -> str:
        text = self.text
        for start, end, answer in sorted(self.answers, reverse=True):
            text = text[:start] + answer + text[end:]
        return text


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_a_page_shows_what_happens(path: Path, tmp_path: Path) -> None:
    page = Page(path, tmp_path)
    page.go()
    assert not page.faults, "\n\n".join(page.faults)


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", _BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-") for heading in headings}


def _links(text: str) -> Iterator[str]:
    yield from re.findall(r"\]\(([^)\s]+)\)", _BLOCK.sub("", text))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in _links(path.read_text(encoding="utf-8")):
        if link.startswith(("https://", "http://")):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.exists(), f"{path.name}: {link}"
        if anchor:
            assert anchor in _anchors(target.read_text(encoding="utf-8")), f"{path.name}: {link}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_name_no_package_registry(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    for host in ("pypi.org", "pythonhosted.org", "anaconda.org", "npmjs", "index-url"):
        assert host not in text


def test_the_readme_leads_to_every_page() -> None:
    readme = set(_links((ROOT / "README.md").read_text(encoding="utf-8")))
    assert {f"docs/{page.name}" for page in PAGES if page.parent.name == "docs"} <= readme


@pytest.mark.parametrize(
    ("shown", "real", "fits"),
    [
        ("a\n…\nd\n", "a\nb\nc\nd", True),
        ("a\n…\n", "a", True),
        ("a\nb\n", "a\nb", True),
        ("a\n…\nd\n", "a\nb\nc", False),
        ("", "", True),
        ("a\n", "a\nb", False),
    ],
)
def test_an_ellipsis_stands_for_any_lines(shown: str, real: str, fits: bool) -> None:
    assert same(shown, real) is fits


def write() -> None:
    """Write the answers that the pages show anew."""
    for path in WRITTEN:
        with tempfile.TemporaryDirectory() as folder:
            page = Page(path, Path(folder))
            page.go()
            if page.rewritten() != page.text:
                path.write_text(page.rewritten(), encoding="utf-8")
                print(f"{path.relative_to(ROOT)} written", file=sys.stderr)
            for fault in page.faults:
                if "shown is" not in fault:
                    print(fault, file=sys.stderr)


if __name__ == "__main__":
    write()
