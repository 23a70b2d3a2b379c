"""Links: public web pages pass, whatever leads elsewhere does not, in each form that programs accept."""

from __future__ import annotations

import pytest
from tests.check.rules.judged import findings

from incumbent.check.rules.links import unsafe
from incumbent.model.terms import SKOS, inc

UNSAFE = [
    "javascript:alert(1)", "JavaScript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://a.example/", "vbscript:x",
    "blob:x",
    "//a.example/", "a.example", "", "https://", "https:///x", "http://user@a.example/", "http://user:pass@a.example/", "http://@a.example/",
    "http://localhost/", "http://localhost.:80/", "http://LOCALHOST/x", "http://a.localhost/", "http://printer.local/", "http://intranet/",
    "http://a.internal/", "http://x.home.arpa/", "http://router.lan/", "http://127.0.0.1/", "http://127.1/", "http://2130706433/",
    "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/", "http://0/", "http://0.0.0.0:8080/",
    "http://10.1.2.3/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://[::1]/", "http://[::]/", "http://[fe80::1%25eth0]/",
    "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[2002:7f00:1::]/", "http://[ff02::1]/",
    "http://127.0.0.1.nip.io/", "http://localtest.me.lvh.me/", "http://999.999.999.999/", "http://1.2.3.4.5.6/x y", "http://a.example:99999/",
    "http://a.example:0/", "http://a.example\\@127.0.0.1/", "http://127.0.0.1%2f.a.example/", "http://[::1/", "https://a..example/",
    "https://a.example/\n", "https://a.example/<x>", "http://①②⑦.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("link", UNSAFE)
def test_what_leads_nowhere_or_inside_is_refused(link: str) -> None:
    found = unsafe(link)
    assert found is not None and found[0].value == "violation" and found[1].endswith(".")


@pytest.mark.parametrize(
    "link",
    [
        "https://10.example/", "https://a.example?x=1@b", "http://locally.example/#top", "https://www.example.org/a/b?c=d&e=f#g",
        "https://example.com:8443/", "https://münchen.example/", "https://xn--mnchen-3ya.example/", "https://местный.example/",
        "https://a.example/wiki/T%C3%BCrkiye_(state)", "https://a-b.example/", "HTTPS://A.EXAMPLE/", "https://1a.example/",
        "https://東京タワー.example/",
    ],
)  # fmt: skip
def test_public_pages_pass(link: str) -> None:
    assert unsafe(link) is None


@pytest.mark.parametrize(
    "link",
    ["http://8.8.8.8/", "https://gооgle.example/", "https://xn--ggle-55da.example/", "https://xn--\u00fc.example/"],
)
def test_what_hides_its_host_is_asked_about(link: str) -> None:
    found = unsafe(link)
    assert found is not None and found[0].value == "warning"


@pytest.mark.parametrize(
    ("prop", "value", "predicate"),
    [
        ("inc:url", '"file:///etc/passwd"^^xsd:anyURI', inc("url")),
        ("inc:url", "<file:///etc/passwd>", inc("url")),
        ("skos:exactMatch", "<javascript:alert(1)>", SKOS + "exactMatch"),
        ("skos:closeMatch", "<http://127.0.0.1/x>", SKOS + "closeMatch"),
    ],
)
def test_each_link_of_a_thing_is_judged(prop: str, value: str, predicate: str) -> None:
    (finding,) = findings("links", f'kb:place-x a inc:Place ; skos:prefLabel "X"@en ; {prop} {value} .')
    assert (finding.code, finding.path) == ("safe-links", predicate)
    assert finding.message.startswith("X: ") and finding.value in finding.message


def test_the_message_says_that_nothing_was_fetched() -> None:
    (finding,) = findings("links", 'kb:place-x a inc:Place ; inc:url "http://169.254.169.254/x"^^xsd:anyURI .')
    assert "links to local addresses are not allowed; nothing was fetched" in finding.message
