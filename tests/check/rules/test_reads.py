"""Each check says all that it reads: else a check of a change would not judge what the change can touch."""

from __future__ import annotations

from functools import cache

import pytest
from tests.check.rules import traced
from tests.check.rules.traced import facts as small_facts
from tests.check.rules.traced import triples, unread

from incumbent.base.facts import Facts
from incumbent.base.knowledge_base import KnowledgeBase, packaged_root
from incumbent.check.case import Change, Check
from incumbent.check.checks import all_checks
from incumbent.check.findings import Finding

# A base in which everything hangs together with everything, and nearly nothing is right.
TANGLED = """
:state-x a inc:State ; skos:prefLabel "X"@en ; inc:isoCode "XX" ; inc:wikidata "Q1" .
:state-y a inc:State ; skos:prefLabel "Y"@en ; inc:isoCode "XX" .
:government-x a inc:Government ; inc:governs :state-x ; inc:startDate "2024-12"^^edtf:EDTF ; skos:prefLabel "cabinet"@en .
:organization-x a inc:Organization ; inc:partOf :government-x ; inc:organizationKind inc:ministry .
:organization-f a inc:Organization ; inc:organizationKind inc:armedGroup ; inc:hasMember :state-y .
:office-x a inc:Office ; inc:officeOf :organization-x ; inc:officeKind inc:foreignMinister ; skos:prefLabel "Minister"@en .
:person-a a inc:Person ; skos:prefLabel "Ann Other"@en ; inc:birthDate "1960"^^edtf:EDTF ; inc:deathDate "2020"^^edtf:EDTF .
:person-b a inc:Person ; skos:prefLabel "Ann Othar"@en ; dcterms:isReplacedBy :person-c . :person-c a inc:Person .
:agent-u a inc:UnnamedAgent ; inc:headcount 1 ; inc:localTo :meeting-m ; skos:prefLabel "minister"@en .
:tenure-a a inc:Tenure ; inc:holder :person-a ; inc:office :office-x ; inc:date "2019/2022"^^edtf:EDTF .
:tenure-b a inc:Tenure ; inc:holder :person-b ; inc:office :office-x ; inc:attestedAt :meeting-m ; inc:tenureKind inc:acting .
:place-p a inc:Place ; inc:within :place-q . :place-q a inc:Place ; skos:prefLabel "Q"@en . :place-r a inc:Place .
:meeting-m a inc:Meeting ; skos:prefLabel "talks"@en ; inc:date "2021-03-04"^^edtf:EDTF ; inc:place :place-p ;
    inc:outcome :agreement-a ; inc:after :meeting-n ; inc:partOfEvent :meeting-n .
:meeting-n a inc:Meeting ; skos:prefLabel "other talks"@en ; inc:date "2021-03-04"^^edtf:EDTF , "2022"^^edtf:EDTF ;
    inc:place :place-r ; inc:before :meeting-m .
:status-m a inc:StatusReport ; inc:event :meeting-m ; inc:status inc:planned ; inc:forDate "2021-03-05"^^edtf:EDTF .
:status-m2 a inc:StatusReport ; inc:event :meeting-m ; inc:status inc:cancelled ; inc:saidOn "2021-03-05"^^edtf:EDTF .
:status-n a inc:StatusReport ; inc:event :meeting-n ; inc:status inc:held .
:participation-1 a inc:Participation ; inc:event :meeting-m ; inc:participant :person-a ; inc:onBehalfOf :state-y ;
    inc:statedCapacity :office-x ; inc:attendance inc:attended ; inc:role inc:chair ; inc:inDelegation :delegation-d .
:participation-2 a inc:Participation ; inc:event :meeting-n ; inc:participant :person-a ; inc:onBehalfOf :government-x .
:participation-3 a inc:Participation ; inc:event :meeting-n ; inc:participant :person-a ; inc:onBehalfOf :organization-f .
:participation-4 a inc:Participation ; inc:event :meeting-m ; inc:participant :agent-u ; inc:statedCapacity :office-x .
:delegation-d a inc:Delegation ; inc:event :meeting-n ; inc:onBehalfOf :state-x .
:agreement-a a inc:Agreement ; skos:prefLabel "pact"@en ; inc:party :state-x , :state-y ; inc:madeAt :meeting-m ;
    inc:supersedes :agreement-b .
:agreement-b a inc:Agreement ; inc:amends :agreement-a ; inc:date "2022"^^edtf:EDTF ; inc:party :government-x .
:signature-a a inc:Signature ; inc:agreement :agreement-a ; inc:signatory :person-c ; inc:onBehalfOf :organization-f .
:statement-s a inc:Statement ; inc:speaker :person-a , :government-x ; inc:saidAt :meeting-m ; inc:gist "so"@en .
:age-a a inc:Age ; inc:person :person-a ; inc:years 90 ; inc:asOf "2021"^^edtf:EDTF .
:figure-f a inc:Figure ; inc:quantity 12.5 ; inc:unit inc:people ; inc:quantityKind inc:killed .
:claim-c a inc:Claim ; inc:subject :state-x ; inc:relation inc:backs ; inc:object :state-y .
:source-s a inc:Source ; inc:title "report"@en ; inc:publicationDate "2021-03"^^edtf:EDTF ; inc:url "http://a.example/"^^inc:u .
:section-s a inc:Section ; inc:sectionOf :source-s .
:evidence-1 a inc:Evidence ; inc:about :participation-1 , :status-m ; inc:source :source-s ; inc:stance inc:asserts ;
    inc:start 0 ; inc:end 40 ; inc:voice inc:narrator .
:evidence-2 a inc:Evidence ; inc:about :meeting-n ; inc:property inc:date ; inc:value "2022"^^edtf:EDTF ;
    inc:source :section-s ; inc:stance inc:hedges ; inc:start 10 ; inc:end 50 ; inc:voice :voice-v .
:voice-v a inc:Voice ; inc:speaker :person-a ; inc:relayedBy inc:narrator .
:inference-i a inc:Inference ; inc:about :tenure-a ; inc:property inc:date ; inc:premise :source-s .
:name-a a inc:Name ; inc:nameOf :person-a ; inc:spelling "Ann"@en ; inc:nameKind inc:variant .
:retraction-r a inc:Retraction ; inc:retracts :person-z ; inc:retractedOn "2021"^^edtf:EDTF .
"""
WORDS = {"evidence-1": "On Monday, Ann Other met over 12 people in Q.", "evidence-2": "was it in 2022?"}
EVERY = 3  # of these triples one is taken away
MOST = 12  # of the things that one check judges; they are taken from all over the base


@cache
def shipped() -> tuple[KnowledgeBase, Facts]:
    base = KnowledgeBase(packaged_root())
    return base, Facts.read(base)


def _id(check: Check) -> str:
    return f"{check.judge.__module__.rpartition('.')[2]}-{getattr(check.judge, '__name__', 'judge')}"


# Checks of another kind than these find what to judge in a way of their own.
SINGLE = [check for check in all_checks() if type(check) is Check]


@pytest.mark.parametrize("check", SINGLE, ids=_id)
def test_a_check_asks_only_what_it_says(check: Check) -> None:
    base, facts = shipped()
    iri = base.settings.iri
    foci = sorted(traced.case(facts, iri=iri).foci(check))
    for focus in foci[:: max(1, len(foci) // MOST)]:
        asked = unread(check, facts, focus, iri=iri)
        assert asked == set(), f"{focus}: reads {sorted(asked)[:5]}, which no path of the check leads to"


@pytest.mark.parametrize("check", SINGLE, ids=_id)
def test_a_check_asks_only_what_it_says_where_everything_hangs_together(check: Check) -> None:
    facts = small_facts(triples(TANGLED))
    for focus in sorted(traced.case(facts).foci(check)):
        asked = unread(check, facts, focus, words=WORDS)
        assert asked == set(), f"{focus}: reads {sorted(asked)[:5]}, which no path of the check leads to"


@pytest.mark.parametrize("check", SINGLE, ids=_id)
def test_what_a_change_does_not_touch_is_judged_as_before(check: Check) -> None:
    known = triples(TANGLED)
    after = small_facts(known)
    new = {focus: _told(check, after, focus) for focus in traced.case(after).foci(check)}
    for number in range(0, len(known), EVERY):
        triple = known[number]
        before = small_facts([*known[:number], *known[number + 1 :]])
        touched = traced.case(before, Change("small", frozenset({triple}))).foci(check)
        for focus in new.keys() - touched:
            assert new[focus] == _told(check, before, focus), f"{triple} changes what is said of {focus}"


def _told(check: Check, facts: Facts, focus: str) -> list[Finding]:
    return list(check.judge(traced.case(facts, words=WORDS), focus))
