"""How long the main question takes, whole process, against bare imports: medians of paired runs.

Each round runs every command once, so that what else the machine does falls on all alike.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 21
BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long ``command`` takes, from start to end."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print a table."""
    ask = [str(BIN / "incumbent"), "ask", "participants"]
    commands = {
        "incumbent ask participants": ask,
        "import click, pyoxigraph": [sys.executable, "-c", "import click, pyoxigraph"],
        "import rdflib": [sys.executable, "-c", "import rdflib"],
        "python": [sys.executable, "-c", "pass"],
    }
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache, "INCUMBENT_KB": str(ROOT)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
        subprocess.run([str(BIN / "incumbent"), "cache", "clear", "-q"], cwd=ROOT, env=environment, check=True)
        first = seconds(ask, environment)
        runs: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():
            seconds(command, environment)
        for _ in range(ROUNDS):
            for name, command in commands.items():
                runs[name].append(seconds(command, environment))
    medians = {name: statistics.median(times) for name, times in runs.items()}
    peer = medians["import click, pyoxigraph"]
    print(f"{'whole process, median of ' + str(ROUNDS):<34} {'seconds':>8} {'ratio':>7}")
    for name, median in medians.items():
        print(f"{name:<34} {median:8.3f} {median / peer:7.2f}")
    print(f"{'first call, cache built':<34} {first:8.3f} {first / peer:7.2f}")
    ratio = statistics.median(
        ask / bare
        for ask, bare in zip(runs["incumbent ask participants"], runs["import click, pyoxigraph"], strict=True)
    )
    print(f"paired ratio to 'import click, pyoxigraph': {ratio:.2f} (at most 2 is wanted)")


if __name__ == "__main__":
    main()
