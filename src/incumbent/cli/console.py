"""What commands share in talking: which base is read, where output goes, how findings are shown."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import IO

import click

from incumbent.base.knowledge_base import KnowledgeBase, open_base
from incumbent.errors import InputError, UsageError
from incumbent.model.text import visible

_SIZE = r"([0-9]+(?:\.[0-9]+)?)\s*([kmgt]?)(?:i?b)?"


def base(root: Path | None, quiet: bool = False, at: str | None = None) -> KnowledgeBase:
    """The base to use, as it stood at the revision ``at``; says on standard error when it is the packaged one."""
    found = open_base(root)
    if found.is_packaged and root is None and not quiet:
        say("reading the packaged knowledge base (no incumbent.toml from here upwards).")
    if at is None:
        return found
    from incumbent.base.history import at_revision
    from incumbent.store.cache import folder_of

    return at_revision(found, at, folder_of(found))


def say(message: str) -> None:
    """One line for people, on standard error."""
    click.echo(f"incumbent: {visible(message)}", err=True)


def size(text: str) -> int:
    """Bytes, from text such as ``512MiB`` or ``1GiB`` (units are powers of 1024)."""
    match = re.fullmatch(_SIZE, text.strip(), re.IGNORECASE)
    found = int(float(match[1]) * 1024 ** " kmgt".index(match[2].lower() or " ")) if match else 0
    if not found:
        raise UsageError(f"--memory {text!r} is not a size; write 512MiB or 1GiB.")
    return found


def coloured(stream: IO[str]) -> bool:
    """Whether ``stream`` is a terminal whose user wants colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def texts_folder(path: Path | None) -> Path | None:
    """The folder that ``--sources`` names, or None; InputError where it is none."""
    if path is not None and not path.is_dir():
        raise InputError(f"{path}: is no folder; --sources takes the folder with the texts.")
    return path


def write(data: IO[bytes] | bytes, output: Path | None) -> None:
    """Write to standard output, or to ``output`` all at once."""
    if output is None:
        stream = sys.stdout.buffer
        if isinstance(data, bytes):
            stream.write(data)
        else:
            while chunk := data.read(1 << 16):
                stream.write(chunk)
        stream.flush()
        return
    from incumbent.submission.writing import replace

    if output.is_dir() or not output.absolute().parent.is_dir():
        raise InputError(f"{output}: cannot be written: no such folder, or a folder itself.")
    content = data if isinstance(data, bytes) else data.read()
    if not output.exists() or output.is_file():
        replace({output.resolve(): content})
        return
    try:  # a device or a pipe: it is written to, not put away
        with output.open("wb") as stream:
            stream.write(content)
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}.") from error
