"""Prints the requirements of a dependency group of pyproject.toml, one a word, for pips that do not know groups yet."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
print(*project["dependency-groups"][sys.argv[1]])
