"""The bytes of a submitted file, and the text in them: nothing is read that is too large, no file, or no UTF-8."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from incumbent.check.findings import Finding, Severity
from incumbent.errors import InputError
from incumbent.submission.faults import Faults, RefusedError

_BOM = b"\xef\xbb\xbf"
_SAMPLE = 4096


def contents(path: Path, largest: int) -> bytes:
    """The bytes of the file at ``path``.

    Raises InputError where there is no file that can be read, or a link to one, RefusedError where it is larger than
    ``largest`` bytes, which is found out before it is read.
    """
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):  # who sends it would choose which file of this machine a report quotes
            raise InputError(f"{path}: is no file but a link to one; give that file itself.")
        if not stat.S_ISREG(mode):
            raise InputError(f"{path}: is no file; give a file with facts.")
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW  # should it have become a pipe or a link by now
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as stream:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode):
                raise InputError(f"{path}: is no file; give a file with facts.")
            data = b"" if state.st_size > largest else stream.read(largest + 1)  # it may grow while it is read
            size = max(state.st_size, len(data))
    except FileNotFoundError as error:
        raise InputError(f"{path}: is no file; correct its name.") from error
    except (OSError, ValueError) as error:  # a name with a null byte is a ValueError
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    if size > largest:
        message = f"the file is larger than {largest // 1024 // 1024} MiB, the size limit; split it."
        raise RefusedError([Finding("size-limits", Severity.VIOLATION, message, str(path))])
    return data


def text_of(data: bytes, faults: Faults) -> str | None:
    """The text of a file without its byte-order mark, or None, with findings, where it is not UTF-8 or has null bytes."""
    seems = _other_encoding(data)
    if seems is not None:
        faults.report("utf8", f"the file is {seems}; save it as UTF-8.", 1)
        return None
    if data.startswith(_BOM):
        data = data.removeprefix(_BOM)
        message = "the file starts with a byte-order mark, which is left out; save it as UTF-8 without one."
        faults.report("utf8", message, 1, Severity.INFO, 1)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = place(data[: error.start].decode(), error.start)
        byte = data[error.start]
        message = (
            f"the file is not UTF-8: byte 0x{byte:02X} at position {error.start} belongs to no character"
            f"{_likely(data, error)}; save it as UTF-8."
        )
        faults.report("utf8", message, line, column=column)
        return None
    at = text.find("\0")
    if at >= 0:
        line, column = place(text, at)
        message = "the file has a null byte (U+0000), which no text has; remove it, or save the file as UTF-8 anew."
        faults.report("control-chars", message, line, column=column)
        return None
    return text


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at ``at``."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _other_encoding(data: bytes) -> str | None:
    """What the file is, if it is plainly one of the encodings with wide units."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    sample = data[:_SAMPLE]
    if len(sample) >= 4:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        half = len(sample) // 2
        if odd > half * 0.6 and even < half * 0.1:
            return "UTF-16 (LE, without a byte-order mark)"
        if even > half * 0.6 and odd < half * 0.1:
            return "UTF-16 (BE, without a byte-order mark)"
    return None


def _likely(data: bytes, error: UnicodeDecodeError) -> str:
    """What the bytes may have been meant as."""
    if data.startswith((b"\x1f\x8b", b"PK\x03\x04", b"%PDF", b"\x89PNG", b"SQLite")):
        return " (it seems to be a packed or binary file)"
    if error.reason == "unexpected end of data":
        return " (the file seems to be cut off)"
    high = [byte for byte in data if byte >= 0x80]
    if any(byte < 0xA0 for byte in high):
        return " (the file seems to be in Windows-1252 or another Windows code page)"
    if re.search(rb"[\xdd\xde\xf0\xfd\xfe\xd0]", data) is not None:
        return " (the file seems to be Latin-5, ISO-8859-9, or Windows-1254, as Turkish programs write it)"
    return " (the file seems to be Latin-1, ISO-8859-1)"
