"""A child that gets ready while its parent still reads the command line: most of a question's time is getting ready.

The child imports and opens what nearly every question needs, then waits for a job, which is plain JSON. A parent that turns
out to need no answer lets go of it, and it ends.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from incumbent.ask.sandbox import Child, Outcome, Work

Job = dict[str, Any]


class Warm:
    """A waiting child.

    :param ready: called in the child at once; gives the function that makes the work of a job. Whatever it raises ends the
        child, so it must leave to the work what can go wrong.
    """

    def __init__(self, ready: Callable[[], Callable[[Job], Work]]) -> None:
        job_read, self._job = os.pipe()

        def task() -> tuple[Work, float, int] | None:
            work_of = ready()
            with open(job_read, "rb") as pipe:  # noqa: PTH123 # it is a pipe
                data = pipe.read()
            if not data:
                return None
            import json

            job = json.loads(data)
            return work_of(job), job["timeout"], job["memory"]

        self._child = Child(task, kept=[job_read])
        os.close(job_read)

    def run(self, job: Job) -> Outcome:
        """Hand over the job, which has ``timeout`` (seconds) and ``memory`` (bytes), and wait; raises as ``sandbox.run``."""
        import json

        with open(self._job, "wb") as pipe:  # noqa: PTH123 # it is a pipe
            pipe.write(json.dumps(job).encode())
        return self._child.outcome(timeout=job["timeout"], memory=job["memory"])

    def dismiss(self) -> None:
        """Let the child go unused."""
        os.close(self._job)
        self._child.end()
