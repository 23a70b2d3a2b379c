"""Things that are known already are found, and things that only look like known ones pass."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Triple, parse
from tests.conftest import ROOT

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase
from incumbent.check.case import Case, Change
from incumbent.check.findings import Finding, Severity
from incumbent.check.rules import same_as
from incumbent.check.rules.identity import CHECKS
from incumbent.model.terms import OWL

IRI = "https://example.org/kb/"
HEAD = f"""
@prefix kb: <{IRI}> . @prefix inc: <https://w3id.org/incumbent/ontology#> . @prefix owl: <{OWL}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

KNOWN = """
kb:state-turkiye a inc:State ; skos:prefLabel "Türkiye"@en ; inc:isoCode "TR" ; inc:wikidata "Q43" .
kb:name-1 a inc:Name ; inc:nameOf kb:state-turkiye ; inc:spelling "Turkey"@en .
kb:state-syria a inc:State ; skos:prefLabel "Syria"@en ; inc:isoCode "SY" .
kb:state-russia a inc:State ; skos:prefLabel "Russia"@en .
kb:government-assad a inc:Government ; skos:prefLabel "Assad regime"@en ; inc:governs kb:state-syria .
kb:organization-sdf a inc:Organization ; skos:prefLabel "Syrian Democratic Forces (SDF)"@en .
kb:organization-mfa a inc:Organization ; skos:prefLabel "Turkish Foreign Ministry"@en ; inc:partOf kb:state-turkiye .
kb:organization-gid a inc:Organization ; skos:prefLabel "Syrian General Intelligence"@en ; inc:partOf kb:state-syria .
kb:office-fm a inc:Office ; skos:prefLabel "Foreign Minister of Türkiye"@en ; inc:officeKind inc:foreignMinister ;
    inc:officeOf kb:state-turkiye .
kb:office-dm-syria a inc:Office ; skos:prefLabel "Defence Minister of Syria"@en ; inc:officeOf kb:state-syria .
kb:office-gid a inc:Office ; skos:prefLabel "Head of the General Intelligence"@en ; inc:officeOf kb:organization-gid .
kb:office-deputy a inc:Office ; skos:prefLabel "Deputy Foreign Minister of Türkiye"@en ;
    inc:officeKind inc:deputyForeignMinister ; inc:officeOf kb:state-turkiye .
kb:person-fidan a inc:Person ; skos:prefLabel "Hakan Fidan"@en ; inc:birthDate "1968"^^edtf:EDTF .
kb:tenure-1 a inc:Tenure ; inc:holder kb:person-fidan ; inc:office kb:office-fm .
kb:person-sharaa a inc:Person ; skos:prefLabel "Ahmed al-Sharaa"@en ; skos:altLabel "al-Sharaa"@en .
kb:name-2 a inc:Name ; inc:nameOf kb:person-sharaa ; inc:spelling "Abu Mohammed al-Julani"@en .
kb:person-guler a inc:Person ; skos:prefLabel "Yaşar Güler"@en .
kb:person-kaya a inc:Person ; skos:prefLabel "Metin Kaya"@en .
kb:place-ankara a inc:Place ; skos:prefLabel "Ankara"@en ; inc:territoryOf kb:state-turkiye .
kb:place-moscow a inc:Place ; skos:prefLabel "Moscow"@en .
kb:organization-defence a inc:Organization ; skos:prefLabel "Defence Ministry of Beland"@en ; skos:altLabel "Defence Ministry"@en .
kb:topic-border a inc:Topic ; skos:prefLabel "border security"@en .
kb:meeting-ankara a inc:Meeting ; skos:prefLabel "Ankara security meeting"@en ; inc:date "2025-10-12"^^edtf:EDTF ;
    inc:place kb:place-ankara .
kb:p-1 a inc:Participation ; inc:event kb:meeting-ankara ; inc:participant kb:person-fidan ; inc:onBehalfOf kb:state-turkiye .
kb:p-2 a inc:Participation ; inc:event kb:meeting-ankara ; inc:participant kb:person-sharaa ; inc:onBehalfOf kb:state-syria .
kb:meeting-moscow a inc:Meeting ; skos:prefLabel "Moscow talks"@en ; inc:place kb:place-moscow .
kb:p-3 a inc:Participation ; inc:event kb:meeting-moscow ; inc:participant kb:agent-head ; inc:onBehalfOf kb:state-syria ;
    inc:statedCapacity kb:office-gid .
kb:p-4 a inc:Participation ; inc:event kb:meeting-moscow ; inc:participant kb:agent-aides ; inc:statedCapacity kb:office-deputy .
kb:agent-head a inc:UnnamedAgent ; skos:prefLabel "head of the service"@en ; inc:headcount 1 .
kb:agent-aides a inc:Collective ; skos:prefLabel "deputies"@en .
kb:agreement-march-5 a inc:Agreement ; skos:prefLabel "March 5 agreement"@en ; inc:date "2020-03-05"^^edtf:EDTF ;
    inc:party kb:state-turkiye , kb:state-russia .
kb:agreement-march-10 a inc:Agreement ; skos:prefLabel "March 10 agreement"@en ; inc:date "2025-03-10"^^edtf:EDTF ;
    inc:party kb:state-syria , kb:organization-sdf .
kb:source-report a inc:Source ; skos:prefLabel "Report from Ankara"@en ; inc:publisher kb:organization-sdf ;
    inc:publicationDate "2025-10-12"^^edtf:EDTF ; inc:textDigest "aa" ; inc:url "https://example.org/1"^^xsd:anyURI .
kb:meeting-planned a inc:Meeting ; skos:prefLabel "working group, Washington"@en .
kb:status-1 a inc:StatusReport ; inc:event kb:meeting-planned ; inc:status inc:planned ; inc:forDate "2026-05-20"^^edtf:EDTF .
kb:p-5 a inc:Participation ; inc:event kb:meeting-planned ; inc:participant kb:person-fidan ; inc:onBehalfOf kb:state-turkiye .
kb:p-6 a inc:Participation ; inc:event kb:meeting-planned ; inc:participant kb:person-guler ; inc:onBehalfOf kb:state-turkiye .
"""

VOCABULARY = KnowledgeBase(ROOT).vocabulary


def triples(turtle: str) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in parse(HEAD + turtle, format=RdfFormat.TURTLE))


def facts(turtle: str) -> Facts:
    found = Facts()
    found.add("known", triples(turtle))
    return found


def judged(new: str, known: str = KNOWN, removed: str = "", whole: bool = False) -> list[Finding]:
    before = facts(known)
    change = Change("new", triples(new) - set(before), triples(removed))
    case = Case(VOCABULARY, IRI, before, change, today=739000, whole=whole)
    return [finding for check in CHECKS for finding in check.run(case)]


def told(new: str, **more: str) -> set[tuple[str, str, str]]:
    """Rule, thing and likely match of each finding."""
    return {(f.code, f.focus or "", f.nodes[1].removeprefix(IRI)) for f in judged(new, **more)}


def person(name: str, more: str = "") -> str:
    return f'kb:person-new a inc:Person ; skos:prefLabel "{name}"@en {more} .'


MINISTER = "kb:t-new a inc:Tenure ; inc:holder kb:person-new ; inc:office kb:office-fm ."
SYRIAN = "kb:t-new a inc:Tenure ; inc:holder kb:person-new ; inc:office kb:office-dm-syria ."


@pytest.mark.parametrize(
    ("new", "match"),
    [
        (person("Hakan Fidan"), "person-fidan"),
        (person("H. Fidan"), "person-fidan"),
        (person("Fidan, Hakan"), "person-fidan"),
        (person("Hakan Fidam"), "person-fidan"),
        (person("هاكان فيدان"), "person-fidan"),
        (person("Hakan Fidan") + SYRIAN, "person-fidan"),
        (person("Fidan") + MINISTER, "person-fidan"),
        (person("al-Sharaa"), "person-sharaa"),
        (person("Abou Mohammad al-Jolani"), "person-sharaa"),
        (person("أحمد الشرع"), "person-sharaa"),
        (person("Somebody Else", '; skos:altLabel "Hakan Fidan"@en'), "person-fidan"),
        (person("Hakan Fidan", '; inc:birthDate "1960/1975"^^edtf:EDTF'), "person-fidan"),
    ],
)
def test_a_person_who_is_known(new: str, match: str) -> None:
    assert told(new) == {("duplicate-person", "person-new", match)}


@pytest.mark.parametrize(
    "new",
    [
        person("Emine Fidan") + MINISTER,
        person("Fidan"),
        person("H. Fidan") + SYRIAN,
        person("Hakan Fidan", "; inc:differentFrom kb:person-fidan"),
        person("Hakan Fidan") + "kb:person-fidan inc:differentFrom kb:person-new .",
        person("Hakan Fidan", '; inc:birthDate "1991"^^edtf:EDTF'),
        person("Hakan Fidan", '; inc:deathDate "1950"^^edtf:EDTF')
        + 'kb:person-fidan inc:deathDate "2050"^^edtf:EDTF .',
        person("Maher Güler"),
        person("Hazem al-Sharaa"),
        'kb:organization-new a inc:Organization ; skos:prefLabel "Hakan Fidan"@en .',
    ],
)
def test_a_person_who_is_another(new: str) -> None:
    assert told(new) == set()


def test_two_new_people_are_compared_with_each_other_and_told_of_once() -> None:
    new = 'kb:person-x a inc:Person ; skos:prefLabel "Nuh Yılmaz"@en . kb:person-y a inc:Person ; skos:prefLabel "N. Yilmaz"@en .'
    assert told(new) == {("duplicate-person", "person-y", "person-x")}


def test_a_name_that_is_given_to_a_known_person() -> None:
    assert told('kb:person-fidan skos:altLabel "Y. Güler"@en .') == {
        ("duplicate-person", "person-fidan", "person-guler")
    }
    record = 'kb:name-9 a inc:Name ; inc:nameOf kb:person-fidan ; inc:spelling "Yasar Gueler"@en .'
    assert told(record) == {("duplicate-person", "person-fidan", "person-guler")}


def test_what_parted_two_people_is_taken_away() -> None:
    known = KNOWN + person("Hakan Fidan", "; inc:differentFrom kb:person-fidan")
    parted = "kb:person-new inc:differentFrom kb:person-fidan ."
    assert told("", known=known) == set()
    assert told("", known=known, removed=parted) == {("duplicate-person", "person-new", "person-fidan")}


def test_the_message_names_the_match_the_reason_and_the_repair() -> None:
    (finding,) = judged(person("Fidan, Hakan"))
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "person-new: 'Fidan, Hakan' resembles person-fidan (Hakan Fidan, Foreign Minister of Türkiye): "
        "the same name in other order; use person-fidan, or say differentFrom: person-fidan if this is another."
    )


def meeting(date: str, *taking_part: str, more: str = "", label: str = "talks") -> str:
    when = f'; inc:date "{date}"^^edtf:EDTF' if date else ""
    lines = [f'kb:meeting-new a inc:Meeting ; skos:prefLabel "{label}"@en {when} {more} .']
    for at, one in enumerate(taking_part):
        who, _, side = one.partition("@")
        lines.append(f"kb:p-new-{at} a inc:Participation ; inc:event kb:meeting-new ; inc:participant kb:{who} .")
        lines.extend([f"kb:p-new-{at} inc:onBehalfOf kb:{side} ."] if side else [])
    return "\n".join(lines)


def thing(kind: str, name: str, more: str = "") -> str:
    return f'kb:{kind.lower()}-new a inc:{kind} ; skos:prefLabel "{name}"@en {more} .'


BOTH = ("person-fidan@state-turkiye", "person-sharaa@state-syria")
TURKISH = "; inc:officeOf kb:state-turkiye"
AT_ANKARA = "; inc:place kb:place-ankara"

SAME_THINGS = [
    (thing("State", "Turkey"), "state-turkiye"),
    (thing("State", "Türkei"), "state-turkiye"),
    (thing("State", "Syrian Arab Republic"), "state-syria"),
    (thing("State", "Россия"), "state-russia"),
    (thing("Organization", "Defence Ministry", '; skos:altLabel "its ministry"@en'), "organization-defence"),
    (thing("Government", "the Assad regime"), "government-assad"),
    (thing("Organization", "SDF"), "organization-sdf"),
    (thing("Organization", "Syrian Democratic Force"), "organization-sdf"),
    (thing("Organization", "Ministry of Foreign Affairs of Turkey"), "organization-mfa"),
    (thing("Office", "Minister of Foreign Affairs of Turkey", TURKISH), "office-fm"),
    (thing("Office", "Turkish Foreign Minister", TURKISH), "office-fm"),
    (thing("Office", "Chief diplomat", TURKISH + "; inc:officeKind inc:foreignMinister"), "office-fm"),
    (thing("Office", "Foreign Minister of Türkiye", "; inc:officeOf kb:organization-mfa"), "office-fm"),
    (thing("Office", "Chief of General Intelligence", "; inc:officeOf kb:organization-gid"), "office-gid"),
    (thing("Place", "ankara", "; inc:territoryOf kb:state-turkiye"), "place-ankara"),
    (thing("Topic", "Border Security"), "topic-border"),
    (thing("Agreement", "agreement of March 5"), "agreement-march-5"),
    (
        thing(
            "Agreement",
            "Idlib deal",
            '; inc:date "2020-03-05"^^edtf:EDTF ; inc:party kb:state-turkiye , kb:state-russia',
        ),
        "agreement-march-5",
    ),
    (thing("Source", "other title", '; inc:textDigest "aa"'), "source-report"),
    (thing("Source", "other title", '; inc:url "https://example.org/1"^^xsd:anyURI'), "source-report"),
    (thing("Source", "Report from Ankara", "; inc:publisher kb:organization-sdf"), "source-report"),
    (meeting("2025-10-12", *BOTH), "meeting-ankara"),
    (meeting("2025-10", *BOTH), "meeting-ankara"),
    (meeting("2025-10-12", "state-turkiye", "state-syria"), "meeting-ankara"),
    (meeting("2025-10-12", "state-turkiye", more=AT_ANKARA), "meeting-ankara"),
    (meeting("2026-05-20", "person-fidan", "person-guler"), "meeting-planned"),
    (meeting("", label="Moscow talks"), "meeting-moscow"),
]


@pytest.mark.parametrize(("new", "match"), SAME_THINGS)
def test_a_thing_that_is_known(new: str, match: str) -> None:
    (finding,) = judged(new)
    assert (finding.code, finding.nodes[1].removeprefix(IRI)) == ("duplicate-entity", match)
    assert finding.severity is Severity.WARNING and match in finding.message and "differentFrom" in finding.message


@pytest.mark.parametrize(("new", "match"), SAME_THINGS)
def test_a_thing_that_is_said_to_be_different_passes(new: str, match: str) -> None:
    iri = new.split(" ", 1)[0].strip()
    assert told(f"{new} {iri} inc:differentFrom kb:{match} .") == set()
    assert told(f"{new} kb:{match} inc:differentFrom {iri} .") == set()


@pytest.mark.parametrize(
    "new",
    [
        thing("State", "Israel"),
        thing("Organization", "Defence Ministry of Graustark", '; skos:altLabel "Defence Ministry"@en'),
        thing("Government", "Assad regime", "; inc:governs kb:state-russia"),
        thing("Organization", "Syrian Ministry of Interior"),
        thing("Organization", "Turkish Foreign Ministry", "; inc:partOf kb:state-russia"),
        thing("Organization", "Ankara"),
        thing("Office", "Foreign Minister of Syria", "; inc:officeOf kb:state-syria"),
        thing("Office", "Deputy Minister of Energy of Türkiye", TURKISH),
        thing("Office", "Deputy Minister for Europe", TURKISH + "; inc:officeKind inc:deputyForeignMinister"),
        thing("Office", "Foreign Minister of Türkiye", "; inc:officeOf kb:state-russia"),
        thing("Place", "Ankara", "; inc:territoryOf kb:state-syria"),
        thing("Agreement", "March 6 agreement"),
        thing("Agreement", "March 5 agreement", '; inc:date "2024-03-05"^^edtf:EDTF'),
        thing("Agreement", "pact", '; inc:date "2020-03-06"^^edtf:EDTF ; inc:party kb:state-turkiye , kb:state-russia'),
        thing("Source", "Report from Ankara", '; inc:publicationDate "2025-10-13"^^edtf:EDTF'),
        thing("Section", "Report from Ankara", '; inc:textDigest "aa"'),
        meeting("2025-10-13", *BOTH, more=AT_ANKARA),
        meeting("2025-10-12", *BOTH, "person-guler@state-russia"),
        meeting("2025-10-12", "person-fidan@state-turkiye", "person-guler@state-russia", more=AT_ANKARA),
        meeting("2025-10-12", *BOTH, more="; inc:place kb:place-moscow"),
        meeting("2025-10-12", *BOTH, more="; inc:partOfEvent kb:meeting-ankara"),
        meeting("2025", *BOTH),
        meeting("2025-10-12", "person-fidan@state-turkiye", more=AT_ANKARA).replace("a inc:Meeting", "a inc:Visit"),
        meeting("", *BOTH, more=AT_ANKARA),
        meeting("2026-05-21", "person-fidan", "person-guler"),
        thing("Announcement", "briefing", '; inc:date "2025-10-12"^^edtf:EDTF ; inc:place kb:place-ankara'),
    ],
)
def test_a_thing_that_is_another(new: str) -> None:
    assert told(new) == set()


NAMED_HEAD = (
    person("Ali Example") + "kb:p-new a inc:Participation ; inc:event kb:meeting-moscow ; inc:participant kb:person-new"
)


def test_somebody_unnamed_may_be_the_one_who_is_named() -> None:
    (finding,) = judged(NAMED_HEAD + "; inc:statedCapacity kb:office-gid .")
    assert (finding.code, finding.severity) == ("duplicate-entity", Severity.WARNING)
    assert "agent-head: Ali Example and somebody unnamed" in finding.message
    tenure = ". kb:t-new a inc:Tenure ; inc:holder kb:person-new ; inc:office kb:office-gid ; inc:attestedAt kb:meeting-moscow ."
    assert len(judged(NAMED_HEAD + tenure)) == 1


@pytest.mark.parametrize(
    "more",
    [
        "; inc:statedCapacity kb:office-dm-syria .",
        "; inc:statedCapacity kb:office-gid . kb:agent-head inc:differentFrom kb:person-new .",
        "; inc:statedCapacity kb:office-deputy .",
        ".",
    ],
)
def test_somebody_unnamed_who_is_another(more: str) -> None:
    assert judged(NAMED_HEAD + more) == []


def test_an_identifier_of_two_things() -> None:
    (finding,) = [f for f in judged(thing("State", "Turkey", '; inc:isoCode "TR"')) if f.code == "external-id-unique"]
    assert finding.severity is Severity.VIOLATION and finding.value == "TR"
    assert finding.message == (
        "state-new: the ISO 3166-1 code TR of Turkey already belongs to Türkiye (state-turkiye); use state-turkiye in place "
        'of state-new, and add "Turkey" to its names, or correct the ISO 3166-1 code.'
    )
    given = 'kb:person-fidan inc:wikidata "Q1" . kb:person-guler inc:wikidata "Q1" .'
    assert told(given) == {("external-id-unique", "person-guler", "person-fidan")}
    assert told('kb:person-fidan inc:wikidata "Q43" .') == {("external-id-unique", "person-fidan", "state-turkiye")}
    retired = thing("State", "Turquie", '; inc:wikidata "Q43" ; dcterms:isReplacedBy kb:state-turkiye')
    assert told(retired) == set() == told('kb:person-fidan inc:wikidata "Q44" .')


def test_two_identifiers_of_one_thing() -> None:
    (finding,) = judged('kb:state-turkiye inc:wikidata "Q44" .')
    assert (finding.code, finding.focus, finding.value) == ("external-id-unique", "state-turkiye", "Q43, Q44")
    assert "more than one Wikidata identifier (Q43, Q44)" in finding.message


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("kb:state-syria owl:sameAs kb:government-assad .", "the one is a state and the other a government"),
        ("kb:agreement-march-10 owl:sameAs kb:agreement-march-5 .", "the parties differ"),
        ("kb:agreement-march-10 skos:exactMatch kb:agreement-march-5 .", "the dates differ"),
        ("kb:office-fm dcterms:isReplacedBy kb:office-dm-syria .", "they belong to different bodies"),
        ("kb:state-turkiye dcterms:isReplacedBy kb:state-syria .", "their ISO 3166-1 codes differ (TR; SY)"),
        ("kb:person-kaya owl:sameAs kb:person-fidan ; inc:differentFrom kb:person-fidan .", "known to be different"),
        ("kb:person-kaya owl:sameAs kb:person-fidan ; inc:birthDate \"1954\"^^edtf:EDTF .", "they were born on different days"),
        ("kb:meeting-ankara dcterms:isReplacedBy kb:m . kb:m a inc:Meeting ; inc:date \"2024\"^^edtf:EDTF .", "the dates differ"),
        ("kb:person-kaya owl:sameAs kb:person-fidan .", "that is not kept"),
        ("kb:person-kaya skos:exactMatch kb:person-fidan .", "that is not kept"),
        ("kb:person-kaya owl:sameAs <http://www.wikidata.org/entity/Q1> .", "that is not kept"),
    ],
)  # fmt: skip
def test_things_that_are_not_the_same(said: str, why: str) -> None:
    (finding,) = judged(said)
    assert (finding.code, finding.severity) == ("same-as", Severity.VIOLATION)
    assert why in finding.message


def test_things_that_may_be_the_same() -> None:
    assert judged("kb:person-kaya dcterms:isReplacedBy kb:person-fidan .") == []
    assert judged("kb:person-kaya skos:exactMatch <http://www.wikidata.org/entity/Q1> .") == []


def test_a_difference_that_comes_later_is_seen() -> None:
    known = KNOWN + "kb:person-kaya dcterms:isReplacedBy kb:person-fidan ."
    assert told("kb:person-fidan inc:differentFrom kb:person-kaya .", known=known) == {
        ("same-as", "person-kaya", "person-fidan")
    }


def test_the_disjoint_classes_are_those_of_the_ontology() -> None:
    declared = set()
    for path in (ROOT / "ontology").glob("*.ttl"):
        for part in path.read_text(encoding="utf-8").split("owl:AllDisjointClasses")[1:]:
            members = part.partition("(")[2].partition(")")[0].split()
            declared.add(frozenset(member.removeprefix("inc:") for member in members))
    of_records = {group for group in declared if "Evidence" in group}
    assert {frozenset(group) for group in same_as.DISJOINT} == declared - of_records


@pytest.mark.parametrize(("new", "_"), [*SAME_THINGS, (person("H. Fidan") + MINISTER, ""), (NAMED_HEAD + " .", "")])
def test_a_change_is_judged_like_the_whole(new: str, _: str) -> None:
    whole, before = judged(new, whole=True), judged("", whole=True)
    assert {f.message for f in judged(new)} == {f.message for f in whole} - {f.message for f in before}


# Pairs that are alike, and pairs that only one triple keeps apart.
ENTANGLED = (
    KNOWN
    + person("H. Fidan", '; inc:birthDate "1968"^^edtf:EDTF')
    + MINISTER
    + """
kb:p-x a inc:Participation ; inc:event kb:meeting-ankara ; inc:participant kb:person-new ;
    inc:onBehalfOf kb:organization-mfa .
kb:person-guler-2 a inc:Person ; skos:prefLabel "Güler"@en ; inc:differentFrom kb:person-guler .
kb:t-g a inc:Tenure ; inc:holder kb:person-guler-2 ; inc:office kb:office-dm-t .
kb:office-dm-t a inc:Office ; inc:officeOf kb:organization-mfa ; skos:prefLabel "Minister"@en .
kb:p-y a inc:Participation ; inc:event kb:meeting-moscow ; inc:participant kb:person-guler ;
    inc:statedCapacity kb:office-fm .
kb:organization-mfa2 a inc:Organization ; skos:prefLabel "Ministry of Foreign Affairs"@en ;
    skos:altLabel "Foreign Ministry of Türkiye"@en ; inc:partOf kb:government-assad .
kb:office-fm2 a inc:Office ; skos:prefLabel "Foreign Minister of Türkiye"@en ; inc:officeOf kb:organization-mfa .
kb:government-2 a inc:Government ; skos:prefLabel "Assad regime"@en ; inc:governs kb:state-syria ;
    dcterms:isReplacedBy kb:government-assad .
kb:meeting-2 a inc:Meeting ; skos:prefLabel "talks"@en ; inc:date "2025-10-12"^^edtf:EDTF ;
    inc:place kb:place-mfa .
kb:place-mfa a inc:Place ; skos:prefLabel "ministry"@en ; inc:within kb:place-ankara .
kb:p-21 a inc:Participation ; inc:event kb:meeting-2 ; inc:participant kb:government-assad .
kb:p-22 a inc:Participation ; inc:event kb:meeting-2 ; inc:participant kb:state-turkiye .
kb:state-3 a inc:State ; skos:prefLabel "Elsewhere"@en ; inc:wikidata "Q43" ; dcterms:isReplacedBy kb:state-turkiye .
kb:person-ali a inc:Person ; skos:prefLabel "Ali Example"@en .
kb:p-31 a inc:Participation ; inc:event kb:meeting-moscow ; inc:participant kb:person-ali .
kb:t-31 a inc:Tenure ; inc:holder kb:person-ali ; inc:office kb:office-gid ;
    inc:attestedAt kb:meeting-moscow .
kb:agreement-3 a inc:Agreement ; skos:prefLabel "deal"@en ;
    inc:date "2020-03-05"^^edtf:EDTF ; inc:party kb:state-turkiye , kb:state-russia ;
    dcterms:isReplacedBy kb:agreement-march-10 .
kb:source-2 a inc:Source ; skos:prefLabel "Report from Ankara"@en ; inc:publisher kb:organization-sdf ;
    inc:textDigest "aa" .
kb:office-9 a inc:Office ; skos:prefLabel "x"@en ; dcterms:isReplacedBy kb:office-fm ;
    inc:officeOf kb:state-turkiye .
"""
)


@pytest.mark.parametrize("sample", range(4))
def test_whatever_changes_is_judged_like_the_whole(sample: int) -> None:
    everything = triples(ENTANGLED)
    for triple in sorted(everything, key=str)[sample * 3 :: 12]:
        rest = everything - {triple}
        for known, added, removed in ((everything, [], [triple]), (rest, [triple], [])):
            before = Facts()
            before.add("known", known)
            still = _messages(before, Change("new"), whole=True)
            change = Change("new", frozenset(added), frozenset(removed))
            part, whole = (_messages(before, change, whole=whole) for whole in (False, True))
            assert part <= whole and whole - still <= part, (triple, bool(added))


TWO_MEETINGS = meeting("2025-10-12", *BOTH)
TWO_BODIES = thing("Organization", "Turkish Foreign Ministry", "; inc:partOf kb:state-russia")
TWO_PEOPLE = person("H. Fidan") + SYRIAN


@pytest.mark.parametrize(
    ("known", "removed", "added"),
    [
        (person("A"), "", 'kb:person-new skos:altLabel "Hakan Fidan"@en .'),
        (person("A"), "", 'kb:name-9 a inc:Name ; inc:nameOf kb:person-new ; inc:spelling "Hakan Fidan"@en .'),
        (person("Hakan Fidan", '; inc:birthDate "1991"^^edtf:EDTF'), 'kb:person-new inc:birthDate "1991"^^edtf:EDTF .', ""),
        (
            person("Hakan Fidan", '; inc:wikidata "Q1"') + 'kb:person-fidan inc:wikidata "Q2" .',
            'kb:person-fidan inc:wikidata "Q2" .',
            "",
        ),
        (TWO_PEOPLE, "kb:t-new inc:holder kb:person-new .", ""),
        (TWO_PEOPLE, "", "kb:office-dm-syria inc:officeOf kb:state-turkiye ."),
        (TWO_PEOPLE, "", "kb:p-9 a inc:Participation ; inc:participant kb:person-new ; inc:onBehalfOf kb:organization-mfa ."),
        (TWO_PEOPLE, "", "kb:p-9 a inc:Participation ; inc:participant kb:person-new ; inc:statedCapacity kb:office-fm ."),
        (thing("Topic", "A"), "", 'kb:topic-new skos:altLabel "border security"@en .'),
        (thing("Topic", "A"), "", 'kb:name-9 a inc:Name ; inc:nameOf kb:topic-new ; inc:spelling "border security"@en .'),
        (TWO_BODIES, "kb:organization-new inc:partOf kb:state-russia .", ""),
        (TWO_BODIES, "", "kb:organization-new inc:partOf kb:state-turkiye ."),
        (
            thing("Place", "Ankara", "; inc:territoryOf kb:state-syria"),
            "kb:place-new inc:territoryOf kb:state-syria .",
            "",
        ),
        (
            thing("Topic", "border security", "; skos:broader kb:topic-border"),
            "kb:topic-new skos:broader kb:topic-border .",
            "",
        ),
        (thing("Office", "Top post", TURKISH), "", "kb:office-new inc:officeKind inc:foreignMinister ."),
        (thing("Office", "A", TURKISH), "", 'kb:office-new skos:altLabel "Foreign Minister"@en .'),
        (thing("Office", "Foreign Minister"), "", "kb:office-new inc:officeOf kb:state-turkiye ."),
        (thing("Source", "A"), "", 'kb:source-new inc:textDigest "aa" .'),
        (
            thing("Source", "Report from Ankara", "; inc:publisher kb:organization-mfa"),
            "",
            "kb:source-new inc:publisher kb:organization-sdf .",
        ),
        (
            meeting("2025-10-13", *BOTH),
            'kb:meeting-new inc:date "2025-10-13"^^edtf:EDTF .',
            'kb:meeting-new inc:date "2025-10-12"^^edtf:EDTF .',
        ),
        (
            meeting("", *BOTH) + 'kb:s-9 a inc:StatusReport ; inc:event kb:meeting-new .',
            "",
            'kb:s-9 inc:forDate "2025-10-12"^^edtf:EDTF .',
        ),
        (
            meeting("2025-10-12", BOTH[0]),
            "",
            "kb:p-9 a inc:Participation ; inc:event kb:meeting-new ; inc:participant kb:person-sharaa .",
        ),
        (TWO_MEETINGS + "kb:meeting-new inc:place kb:place-moscow .", "kb:meeting-new inc:place kb:place-moscow .", ""),
        (
            TWO_MEETINGS + "kb:meeting-new inc:place kb:place-hall . " + thing("Place", "hall").replace("place-new", "place-hall"),
            "",
            "kb:place-hall inc:within kb:place-ankara .",
        ),
        (TWO_MEETINGS + "kb:meeting-new inc:after kb:meeting-ankara .", "kb:meeting-new inc:after kb:meeting-ankara .", ""),
        (TWO_MEETINGS + "kb:meeting-ankara inc:after kb:meeting-new .", "kb:meeting-ankara inc:after kb:meeting-new .", ""),
        (
            meeting("2025-10-12", "government-new", "state-turkiye") + thing("Government", "cabinet"),
            "",
            "kb:government-new inc:governs kb:state-syria .",
        ),
        (meeting("", label="A"), "", 'kb:meeting-new skos:altLabel "Moscow talks"@en .'),
        (NAMED_HEAD + ".", "", "kb:p-new inc:statedCapacity kb:office-gid ."),
        (
            NAMED_HEAD + "; inc:statedCapacity kb:office-gid . kb:office-gid inc:seats 2 .",
            "kb:office-gid inc:seats 2 .",
            "",
        ),
        (
            NAMED_HEAD + "; inc:statedCapacity kb:office-gid . kb:agent-head inc:differentFrom kb:person-new .",
            "kb:agent-head inc:differentFrom kb:person-new .",
            "",
        ),
        (thing("Person", "A", '; inc:wikidata "Q43" ; dcterms:isReplacedBy kb:state-turkiye'),
         "kb:person-new dcterms:isReplacedBy kb:state-turkiye .", ""),
        ("kb:person-guler dcterms:isReplacedBy kb:person-fidan .", "", 'kb:person-guler inc:birthDate "1954"^^edtf:EDTF .'),
        ("kb:person-fidan dcterms:isReplacedBy kb:person-guler .", "", 'kb:person-guler inc:birthDate "1954"^^edtf:EDTF .'),
        ("kb:person-fidan dcterms:isReplacedBy kb:person-guler .", "", "kb:person-guler inc:differentFrom kb:person-fidan ."),
    ],
)  # fmt: skip
def test_a_change_of_what_kept_two_apart_is_seen(known: str, removed: str, added: str) -> None:
    assert set(judged(added, known=KNOWN + known, removed=removed)) > set(judged("", known=KNOWN + known))


def _messages(before: Facts, change: Change, whole: bool) -> set[str]:
    case = Case(VOCABULARY, IRI, before, change, today=739000, whole=whole)
    return {finding.message for check in CHECKS for finding in check.run(case)}


def test_nothing_of_the_shipped_base_resembles_another_of_it() -> None:
    base = KnowledgeBase(ROOT)
    case = Case(base.vocabulary, base.settings.iri, Facts.read(base), Change("all"), today=739000, whole=True)
    assert [finding.message for check in CHECKS for finding in check.run(case)] == []


def test_two_who_sat_in_one_room_are_not_one() -> None:
    merged = "kb:person-fidan dcterms:isReplacedBy kb:person-sharaa ."
    (finding,) = [one for one in judged(merged) if one.code == "same-as"]
    assert "both take part in Ankara security meeting" in finding.message
