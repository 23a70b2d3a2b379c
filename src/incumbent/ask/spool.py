"""Bytes kept in memory while they are few, and in a nameless temporary file once they are many."""

from __future__ import annotations

import io
from typing import IO

IN_MEMORY = 8 * 2**20  # bytes


class Spool:
    """Write first, then ``rewind`` and read. (``tempfile`` is imported only when the memory's share is used up.)"""

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._file: IO[bytes] = io.BytesIO()
        self._in_memory = in_memory
        self.size = 0

    def write(self, data: bytes) -> None:
        """Add ``data``. :raises OSError: if the disk is full."""
        if self.size <= self._in_memory < self.size + len(data):
            import tempfile

            # The caller closes the spool, and with it the file.
            spilled = tempfile.TemporaryFile()  # noqa: SIM115
            spilled.write(self._file.getvalue())  # type: ignore[attr-defined] # it is a BytesIO until now
            self._file = spilled
        self._file.write(data)
        self.size += len(data)

    def rewind(self) -> IO[bytes]:
        """The file, at its beginning."""
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        """Let go of memory and file."""
        self._file.close()
