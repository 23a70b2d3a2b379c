"""Pages of offices, agreements, sources, states, and of anything else."""

from __future__ import annotations

from tests.pages.conftest import PageOf, fact, section, text_of


def tenure(holder: str, date: str, more: str = "") -> str:
    return f"""
- tenure:
  holder: {holder}
  office: office-minister-x
  date: "{date}"
  {more}
  quote: {holder} served {date}
"""


def test_a_line_of_holders_with_a_gap(page: PageOf) -> None:
    office = page("office-minister-x", tenure("person-bob", "2015/2016"), tenure("person-ann", "2010/2012"))
    texts = [(entry.text, entry.marks) for entry in section(office, "Line of holders")]
    assert texts == [
        ("Ann: from 2010; until 2012", ()),
        ("no holder known between 1 January 2013 and 31 December 2014", ("gap",)),
        ("Bob: from 2015; until 2016", ()),
    ]
    assert "before Bob" in text_of(section(office, "Line of holders"))


def test_a_gap_that_is_only_possible(page: PageOf) -> None:
    office = page("office-minister-x", tenure("person-ann", "2010-01-01/"), tenure("person-bob", "2015-01-01/"))
    [gap] = [e for e in section(office, "Line of holders") if "gap" in e.marks]
    assert gap.text == "no holder known for sure between 2 January 2010 and 31 December 2014"


def test_an_overlap_is_told(page: PageOf) -> None:
    office = page("office-minister-x", tenure("person-ann", "2010/2014"), tenure("person-bob", "2012/2016"))
    [overlap] = [e for e in section(office, "Line of holders") if "overlap" in e.marks]
    assert overlap.text == "Ann and Bob held it at the same time"


def test_an_order_that_is_not_known_is_not_pretended(page: PageOf) -> None:
    ann = "- tenure:\n  holder: person-ann\n  office: office-minister-x\n  attestedOn: '2015'\n  quote: Minister Ann\n"
    office = page("office-minister-x", ann, ann.replace("ann", "bob").replace("Ann", "Bob"))
    assert any("orderUnknown" in entry.marks for entry in section(office, "Line of holders"))


def test_never_served_acting_and_unnamed_holders(page: PageOf) -> None:
    agent = "- unnamedAgent: chief\n  label: the chief\n  localTo: source-form2\n  quote: the chief\n"
    office = page(
        "office-minister-x",
        tenure("person-ann", "2010/2012", "tenureKind: nominatedNeverServed"),
        tenure("person-bob", "2013/2014", "tenureKind: acting"),
        agent + tenure("agent-chief", "2015/2016"),
        on="2011",
    )
    marks = {entry.text.partition(":")[0]: entry.marks for entry in section(office, "Line of holders")}
    assert marks["Ann"] == ("neverServed",) and marks["Bob"] == ("acting",) and "unnamed" in marks["the chief"]
    assert [entry.text for entry in section(office, "On 2011")] == ["nobody is known"]


def test_who_sat_in_an_office_where(page: PageOf) -> None:
    meeting = """
- meeting: hall
  label: the hall meeting
  date: "2011-05-01"
  quote: they met in the hall
  statusReports:
  - {status: held, quote: the meeting was held}
  participations:
  - {participant: person-ann, quote: Ann came}
"""
    office = page("office-minister-x", tenure("person-ann", "2010/2012"), meeting)
    [seat] = section(office, "Sat in it at")
    assert (seat.text, seat.marks) == ("Ann, at the hall meeting, 1 May 2011", ("inferred",))


AGREEMENTS = """
- agreement: old
  label: the old deal
  agreementKind: treaty
  party: [state-x, state-y]
  date: "2010"
  quote: the old deal of X and Y
- agreement: new
  label: the new deal
  party: [state-x, state-y]
  amends: agreement-old
  date: "2012-03-05"
  quote: the new deal amends the old
  signatures:
  - {signatory: person-ann, onBehalfOf: state-x, quote: Ann signed it}
"""


def test_an_agreement_with_parties_signatures_and_what_amends_it(page: PageOf) -> None:
    old, new = page("agreement-old", AGREEMENTS), page("agreement-new")
    assert [e.text for e in fact(old, "Parties")] == ["X", "Y"]
    assert fact(old, "Amended by")[0].text == "the new deal"
    assert fact(new, "Amends")[0].text == "the old deal"
    assert section(new, "Signatures")[0].text == "Ann, for X"
    assert section(page("person-ann"), "Signatures")[0].text == "the new deal, for X"


def test_a_source_with_all_that_rests_on_it(page: PageOf) -> None:
    source = page("source-form0", AGREEMENTS)
    [agreement, other] = section(source, "Rests on it: agreement (2)")
    assert "form0 ¶" in agreement.citation and "form0 ¶" in other.citation
    assert section(source, "Rests on it: signature (1)")[0].text == "Ann under the new deal"
    assert fact(source, "Date")[0].text == "not known: the sources give no date"


def test_a_state_with_its_offices_agreements_and_people(page: PageOf) -> None:
    meeting = """
- meeting: hall
  label: the hall meeting
  date: "2011-05-01"
  quote: they met in the hall
  statusReports:
  - {status: held, quote: the meeting was held}
  participations:
  - {participant: person-ann, onBehalfOf: state-x, quote: Ann came for X}
- government: x
  label: the government of X
  governs: state-x
  startDate: "2009"
  quote: the government of X since 2009
"""
    state = page("state-x", AGREEMENTS, tenure("person-ann", "2010/2012"), meeting)
    assert section(state, "Offices")[0].text == "Minister of X: Ann"
    assert section(state, "Governments")[0].text == "the government of X, from 2009; end not known"
    [event] = section(state, "Acted for it, by event")
    assert event.text == "the hall meeting, 1 May 2011 (held)"
    assert event.details[0].text == "Ann, Minister of X" and event.details[0].marks == ("inferred",)
    assert len(section(state, "Agreements")) == 2


def test_anything_else_has_its_properties_and_what_points_to_it(page: PageOf) -> None:
    things = """
- place: town
  label: Town
  quote: Town is a town
- place: house
  label: House
  within: place-town
  quote: the House in Town
"""
    assert section(page("place-town", things), "Places in it")[0].text == "House"
    assert fact(page("place-house"), "Within")[0].text == "Town"
