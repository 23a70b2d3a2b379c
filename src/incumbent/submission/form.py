"""The YAML form for people, as a tree that remembers its lines.

Only plain YAML 1.1 scalars, lists and mappings: no tags, no anchors or aliases, no duplicate keys, capped in size and
depth. Every scalar stays the text that was typed (``no`` is "no", ``012`` is "012"); the vocabulary says what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from incumbent.check.findings import Finding, Severity, violations
from incumbent.submission import bounded
from incumbent.submission.faults import Faults, RefusedError
from incumbent.submission.opening import contents, place, text_of

LARGEST_FILE = 8 * 1024 * 1024  # bytes
DEEPEST_NESTING = 24
MOST_NODES = 300_000  # scalars, lists and mappings
LONGEST_TEXT = 100_000  # characters of one scalar
LONGEST_KEY = 200

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


class Node:
    """A scalar (str), a list or a mapping, with the line and column (from 1) on which it starts."""

    __slots__ = ("column", "key_lines", "line", "value")

    def __init__(
        self, value: Value, line: int, key_lines: dict[str, int] | None = None, column: int | None = None
    ) -> None:
        self.value = value
        self.line = line
        self.key_lines = key_lines or {}
        self.column = column

    @property
    def text(self) -> str | None:
        """The text, if it is a scalar."""
        return self.value if isinstance(self.value, str) else None

    @property
    def mapping(self) -> dict[str, Node] | None:
        """The mapping, if it is one."""
        return self.value if isinstance(self.value, dict) else None

    def items(self) -> list[Node]:
        """The members of a list; anything else is a list of one."""
        return self.value if isinstance(self.value, list) else [self]


Value: TypeAlias = "str | list[Node] | dict[str, Node]"


def plain(node: Node) -> list[Any]:
    """The tree as plain lists, for its way out of a child process."""
    value: Any = node.value
    if isinstance(value, list):
        value = [plain(member) for member in value]
    elif isinstance(value, dict):
        value = {key: plain(member) for key, member in value.items()}
    return [value, node.line, node.column, node.key_lines]


def planted(tree: list[Any]) -> Node:
    """The tree that ``plain`` made plain."""
    value, line, column, key_lines = tree
    if isinstance(value, list):
        value = [planted(member) for member in value]
    elif isinstance(value, dict):
        value = {key: planted(member) for key, member in value.items()}
    return Node(value, line, key_lines, column)


class _TooMuch(Exception):
    """Nothing further of the file is read."""


class _Builder:
    """Builds nodes from the parser's events, one level of Python recursion a level of nesting."""

    def __init__(self, text: str, faults: Faults) -> None:
        import yaml

        self._yaml = yaml
        self._faults = faults
        self._count = 0
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[Any] = yaml.parse(text, Loader=loader)

    def _fault(self, message: str, event: Any, code: str = "syntax") -> None:
        mark = getattr(event, "start_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        self._faults.report(code, message, line, column=column)

    def document(self) -> Node | None:
        """The tree of the one document, as far as it can be read."""
        root: Node | None = None
        for event in self._events:
            if isinstance(event, self._yaml.DocumentStartEvent):
                if root is not None:
                    self._fault(
                        "one file is one submission, and a second document starts here; send it by itself.", event
                    )
                    return root
                root = self._node(next(self._events), 0)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        self._count += 1
        if depth > DEEPEST_NESTING:
            message = f"nested deeper than {DEEPEST_NESTING} levels (nesting limit); write it flat."
            self._fault(message, event, "size-limits")
            raise _TooMuch
        if self._count > MOST_NODES:
            self._fault(f"the file has more than {MOST_NODES} values, the limit; split it.", event, "size-limits")
            raise _TooMuch
        if isinstance(event, self._yaml.AliasEvent) or getattr(event, "anchor", None):
            self._fault("anchors and aliases (& and *) are not allowed; write the value out.", event)
        if getattr(event, "tag", None):
            self._fault(f"tags are not allowed ({event.tag[:60]}); write plain text.", event)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, self._yaml.AliasEvent):
            return Node("", line, column=column)
        if isinstance(event, self._yaml.ScalarEvent):
            if len(event.value) > LONGEST_TEXT:
                message = f"a text of {len(event.value)} characters; the limit is {LONGEST_TEXT}: shorten it."
                self._fault(message, event, "size-limits")
            value = "" if not event.style and event.value in ("~", "null") else event.value
            return Node(value, line, column=column)
        if isinstance(event, self._yaml.SequenceStartEvent):
            members = []
            while not isinstance(event := next(self._events), self._yaml.SequenceEndEvent):
                members.append(self._node(event, depth + 1))
            return Node(members, line, column=column)
        return self._mapping(line, column, depth)

    def _mapping(self, line: int, column: int, depth: int) -> Node:
        pairs: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), self._yaml.MappingEndEvent):
            key = self._node(event, depth + 1).text
            value = self._node(next(self._events), depth + 1)
            if key is None:
                self._fault("a key must be plain text; write KEY: VALUE.", event)
            elif key in pairs:
                self._fault(f"duplicate key {key[:LONGEST_KEY]!r}; use a list for several values.", event)
            elif key == "<<" and not event.style:
                self._fault("merge keys (<<) are not allowed; write the keys out.", event)
            elif len(key) > LONGEST_KEY:
                self._fault(f"a key of {len(key)} characters; the limit is {LONGEST_KEY}.", event, "size-limits")
            else:
                lines[key] = event.start_mark.line + 1
                pairs[key] = value
        return Node(pairs, line, lines, column)


def build(text: str, faults: Faults) -> Node | None:
    """The tree of a YAML text, or None; what is wrong goes to ``faults``. To be called in a bounded child for what others sent."""
    import yaml

    for match in _CONTROL.finditer(text):
        line, column = place(text, match.start())
        message = f"the control character U+{ord(match[0]):04X} stands there; remove it."
        faults.report("control-chars", message, line, column=column)
        if faults.full:
            break
    if violations(faults.findings):
        return None
    root: Node | None = None
    try:
        root = _Builder(text, faults).document()
    except _TooMuch:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        what = " ".join(str(error.problem or error.context).split())
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        faults.report(
            "syntax",
            f"the file is not YAML: {what}; is text with ': ' or ' #' in quotation marks?",
            line,
            column=column,
        )
        return None
    except (yaml.YAMLError, StopIteration, RecursionError, ValueError) as error:
        faults.report("syntax", f"the file is not YAML: {(str(error).splitlines() or ['it ends too early'])[0]}.")
        return None
    if root is None or root.value == "":
        faults.report("nonempty", "the file contains no facts; list them under facts:.", 1, Severity.WARNING)
        return None
    return root


def tree(path: Path) -> tuple[Node | None, list[Finding]]:
    """The tree of the YAML file at ``path``, or None, and what is wrong with the file.

    Raises InputError where there is no file to be read.
    """
    import yaml  # noqa: F401 # before the fork, so that no child has to load it

    def work(faults: Faults) -> tuple[Any, bytes]:
        text = text_of(data, faults)
        root = None if text is None else build(text, faults)
        return (None if root is None else plain(root)), b""

    try:
        data = contents(path, LARGEST_FILE)
    except RefusedError as error:
        return None, error.findings
    product = bounded.read(str(path), work)
    return (None if product.value is None else planted(product.value)), product.findings


def read(path: Path) -> Node:
    """The tree of the YAML file at ``path``; RefusedError, with all findings, where it is not allowed or says nothing."""
    root, findings = tree(path)
    if root is None or violations(findings):
        raise RefusedError(findings)
    return root


def parse(text: str, name: str = "<text>") -> Node:
    """The same for text at hand, which is trusted not to run away; ``name`` stands in messages."""
    faults = Faults(name)
    root = build(text, faults)
    if root is None or violations(faults.findings):
        raise RefusedError(faults.findings)
    return root
