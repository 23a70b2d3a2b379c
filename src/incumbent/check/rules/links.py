"""Links lead to public web pages: no scripts, no files, no addresses of a local network. Nothing is fetched to tell."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from incumbent.check.case import Case, Check
from incumbent.check.findings import Finding, Severity
from incumbent.check.rules.fault import VIOLATION, WARNING, fault, name
from incumbent.check.rules.scripts import counted
from incumbent.model.terms import SKOS, inc
from incumbent.model.text import visible

_LINKS = {"url": inc("url"), "exactMatch": SKOS + "exactMatch", "closeMatch": SKOS + "closeMatch"}
# Names that a network gives out itself, and that lead nowhere outside of it (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal).
_LOCAL = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "localdomain",
    "home.arpa",
    "onion",
)
# Names that resolve to whatever address stands in them.
_ADDRESS_IN_NAME = re.compile(r"\.(nip|sslip|xip)\.io$|\.localtest\.me$|\.lvh\.me$|(^|\.)vcap\.me$")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\u2028\u2029]")

Fault = tuple[Severity, str]


def _links(case: Case, iri: str) -> Iterator[Finding]:
    for prop, predicate in _LINKS.items():
        for link in sorted(case.after.texts(iri, predicate)):
            found = unsafe(link)
            if found is not None:
                grade, message = found
                shown = visible(link if len(link) <= 120 else link[:117] + "…")
                told = f"{name(case, iri)}: {prop} <{shown}>: {message}"
                yield fault(case, "safe-links", grade, told, iri, value=shown)._replace(path=predicate)


def unsafe(link: str) -> Fault | None:
    """What is wrong with a link, and how sure that is; None where nothing is."""
    if _UNFIT.search(link):
        return VIOLATION, "has characters that no web address has; write it as a browser shows it."
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return VIOLATION, "is no web address; write one that begins with https://."
    if parts.scheme not in ("http", "https"):
        scheme = parts.scheme or "no scheme"
        return VIOLATION, f"only http and https links are allowed, not {scheme}; give the page on the web."
    if "@" in parts.netloc:
        return VIOLATION, "carries a user name; leave out what stands before the @."
    if port == 0:
        return VIOLATION, "port 0 leads nowhere; leave it out."
    return _host(parts)


def _host(parts: SplitResult) -> Fault | None:
    # Programs fold wide and circled characters before they look a name up.
    host = unicodedata.normalize("NFKC", unquote(parts.hostname or "")).replace("。", ".").rstrip(".").lower()
    if not host:
        return VIOLATION, "names no host; write the whole address."
    address = _address(host)
    if address is not None:
        mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
        if not address.is_global or address.is_multicast or (mapped is not None and not mapped.is_global):
            return VIOLATION, "links to local addresses are not allowed; nothing was fetched; give the public page."
        return WARNING, "a bare address says not who publishes there; give the name of the host."
    if (
        "." not in host
        or any(host == name or host.endswith(f".{name}") for name in _LOCAL)
        or _ADDRESS_IN_NAME.search(host)
    ):
        return (
            VIOLATION,
            "links to hosts of a local network are not allowed; nothing was fetched; give the public page.",
        )
    if re.search(r"[^\w.\-]|\.\.|^\.", host):
        return VIOLATION, "names no host; write the whole address."
    return _disguised(host)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host is, in any form that programs accept: ``127.1``, ``2130706433``, ``0x7f.1``, ``[::1]``."""
    bare = host.strip("[]").partition("%")[0]
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    parts = host.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    numbers = [_number(part) for part in parts]
    if None in numbers:
        return ipaddress.IPv4Address(0)  # a number of no sense, that programs read as they like
    *first, last = (number or 0 for number in numbers)
    if any(number > 255 for number in first) or last >= 256 ** (4 - len(first)):
        return ipaddress.IPv4Address(0)
    return ipaddress.IPv4Address(sum(number << (24 - 8 * at) for at, number in enumerate(first)) + last)


def _number(part: str) -> int | None:
    if len(part) > 20:
        return None
    try:
        if part.lower().startswith("0x"):
            return int(part[2:] or "0", 16)
        return int(part, 8) if part.startswith("0") and len(part) > 1 else int(part)
    except ValueError:
        return None


def _disguised(host: str) -> Fault | None:
    """A name of mixed alphabets, plain or in the form of RFC 3492, may be meant to pass for another."""
    for label in host.split("."):
        try:
            shown = label.removeprefix("xn--").encode().decode("punycode") if label.startswith("xn--") else label
        except UnicodeError:
            return WARNING, "has an internationalized name that cannot be read; write the name in its own letters."
        scripts = set(counted(shown))
        if len(scripts) > 1 and not scripts <= {"Hani", "Hira", "Hang", "Latn"}:
            return WARNING, f"the host “{visible(shown)}” mixes alphabets; check that it is the one meant."
    return None


CHECKS = (Check(_links, ("Entity",), ("url|skos:exactMatch|skos:closeMatch", "skos:prefLabel")),)
