"""The YAML form for people, as a tree that remembers its lines.

Only plain YAML 1.1 scalars, lists and mappings: no tags, no anchors or aliases, no duplicate keys, capped in size and
depth. Every scalar stays the text that was typed (``no`` is "no", ``012`` is "012"); the vocabulary says what it means.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import yaml

from incumbent.errors import InputError

LARGEST_FILE = 8 * 1024 * 1024  # bytes
DEEPEST_NESTING = 24


class Node:
    """A scalar (str), a list or a mapping, with the line (from 1) on which it starts."""

    __slots__ = ("key_lines", "line", "value")

    def __init__(self, value: Value, line: int, key_lines: dict[str, int] | None = None) -> None:
        self.value = value
        self.line = line
        self.key_lines = key_lines or {}

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


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


Value: TypeAlias = "str | list[Node] | dict[str, Node]"


class _Builder:
    """Builds nodes from the parser's events, one level of Python recursion a level of nesting."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events = yaml.parse(text, Loader=loader)

    def _fail(self, message: str, event: Any) -> InputError:
        mark = getattr(event, "start_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        return InputError(f"{self._name}{place}: {message}")

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._fail("one file is one submission; a second document starts here.", event)
                root = self._node(next(self._events), 0)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        if depth > DEEPEST_NESTING:
            raise self._fail(f"nested deeper than {DEEPEST_NESTING} levels.", event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._fail("anchors and aliases (& and *) are not allowed; write the value out.", event)
        if getattr(event, "tag", None):
            raise self._fail(f"tags are not allowed ({event.tag}); write plain text.", event)
        line = _line(event)
        if isinstance(event, yaml.ScalarEvent):
            return Node("" if not event.style and event.value in ("~", "null") else event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            members = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                members.append(self._node(event, depth + 1))
            return Node(members, line)
        pairs: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1).text
            if key is None:
                raise self._fail("a key must be plain text.", event)
            if key in pairs:
                raise self._fail(f"duplicate key {key!r}; use a list for several values.", event)
            lines[key] = _line(event)
            pairs[key] = self._node(next(self._events), depth + 1)
        return Node(pairs, line, lines)


def read(path: Path) -> Node:
    """The tree of the YAML file at ``path``; InputError names file, line and column of what is not allowed."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"{path}: larger than {LARGEST_FILE // 1024 // 1024} MiB; split it.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    return parse(text, str(path))


def parse(text: str, name: str = "<text>") -> Node:
    """The same for text at hand; ``name`` stands in messages."""
    try:
        root = _Builder(name, text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise InputError(f"{name}{place}: is not YAML: {error.problem or error.context}.") from error
    except yaml.YAMLError as error:
        raise InputError(f"{name}: is not YAML: {str(error).splitlines()[0]}.") from error
    if root is None or root.value == "":
        raise InputError(f"{name}: contains no facts.")
    return root
