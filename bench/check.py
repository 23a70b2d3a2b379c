"""How long the check of ten facts takes, whole process, against ``import pyshacl``: medians of paired runs.

The facts are of the kinds that a report brings (people, a tenure, a meeting with participations and a status), go into
the base of this repository, and are sound: nothing is cut short. Each round runs every command once, so that what else
the machine does falls on all alike. ``--all`` measures the check of everything as well, which takes long.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15
WANTED = 3
BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent

TEXT = """\
Report on the talks at the bench
Cem Deneme sat on the bench for Türkiye.
Ayla Örnek, the host, opened the talks.
Deneme was defence minister in 1950.
They met in Ankara on October 19.
"""
FORM = """\
dossier: bench
source: source-bench
facts:
- dossier: bench
  label: {{en: bench}}
- source: bench
  label: {{en: report on the talks at the bench}}
  language: en
  publicationDate: "2025-10-20"
  textDigest: {digest}
  textLength: {length}
  quote: Report on the talks at the bench
- person: cem-deneme
  label: Cem Deneme
  quote: Cem Deneme sat on the bench for Türkiye
- person: ayla-ornek
  label: Ayla Örnek
  quote: "Ayla Örnek, the host, opened the talks"
- tenure: deneme-defence-minister
  holder: person-cem-deneme
  office: office-defence-minister-turkiye
  date: "1950"
  quote: Deneme was defence minister in 1950
- meeting: bench
  label: the talks at the bench
  date: "2025-10-19"
  place: place-ankara
  quote: They met in Ankara on October 19
  statusReports:
  - {{status: held, quote: They met in Ankara on October 19}}
  participations:
  - {{participant: person-cem-deneme, onBehalfOf: state-turkiye, role: delegate, quote: Cem Deneme sat on the bench for Türkiye}}
  - {{participant: person-ayla-ornek, role: host, quote: "Ayla Örnek, the host, opened the talks"}}
"""


def write(folder: Path) -> Path:
    """The submission, with the text of its source beside it."""
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    (folder / "bench.txt").write_bytes(TEXT.encode())
    path = folder / "ten-facts.yaml"
    path.write_text(FORM.format(digest=digest, length=len(TEXT)), encoding="utf-8")
    return path


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long ``command`` takes, from start to end; it has to end well."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start


def main() -> None:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        path = write(Path(folder))
        incumbent = str(BIN / "incumbent")
        check = [incumbent, "check", str(path), "--sources", folder, "--today", "2026-01-01"]
        commands = {
            "incumbent check ten-facts.yaml": check,
            "import pyshacl": [sys.executable, "-c", "import pyshacl"],
            "import rdflib": [sys.executable, "-c", "import rdflib"],
            "python": [sys.executable, "-c", "pass"],
        }
        environment = {**os.environ, "XDG_CACHE_HOME": cache, "INCUMBENT_KB": str(ROOT)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
        subprocess.run([incumbent, "cache", "clear", "-q"], cwd=ROOT, env=environment, check=True)
        first = seconds(check, environment)  # which builds the cache
        runs: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():
            seconds(command, environment)
        for _ in range(ROUNDS):
            for name, command in commands.items():
                runs[name].append(seconds(command, environment))
        everything = seconds([incumbent, "check"], environment) if "--all" in sys.argv else None
    medians = {name: statistics.median(times) for name, times in runs.items()}
    peer = medians["import pyshacl"]
    print(f"{'whole process, median of ' + str(ROUNDS):<34} {'seconds':>8} {'ratio':>7}")
    for name, median in medians.items():
        print(f"{name:<34} {median:8.3f} {median / peer:7.2f}")
    print(f"{'first call, cache built':<34} {first:8.3f} {first / peer:7.2f}")
    if everything is not None:
        print(f"{'incumbent check':<34} {everything:8.3f} {everything / peer:7.2f}")
    pairs = zip(runs["incumbent check ten-facts.yaml"], runs["import pyshacl"], strict=True)
    ratio = statistics.median(whole / bare for whole, bare in pairs)
    print(f"paired ratio to 'import pyshacl': {ratio:.2f} (at most {WANTED} is wanted)")


if __name__ == "__main__":
    main()
