"""Names as names: what is no name is asked about, and real names of many kinds pass."""

from __future__ import annotations

import pytest
from tests.check.rules.judged import findings, told

from incumbent.check.findings import Finding
from incumbent.check.rules.scripts import known, lookalikes
from incumbent.model.terms import SKOS, inc


def labelled(text: str, language: str = "en", kind: str = "Person", prop: str = "skos:prefLabel") -> list[Finding]:
    literal = "".join(f"\\U{ord(c):08X}" for c in text)
    tag = f"@{language}" if language else ""
    return findings("labels", f'kb:person-x a inc:{kind} ; {prop} "{literal}"{tag} .')


STYLE = {
    "space around": (" Hakan Fidan ", "white space around it"),
    "no-break space around": ("Hakan Fidan\u00a0", "white space around it"),
    "double space": ("Hakan  Fidan", "double or unusual white space"),
    "no-break space": ("Hakan\u00a0Fidan", "double or unusual white space"),
    "titles": ("H.E. President Recep Tayyip Erdoğan", "the title “H.E.” is no part of the name"),
    "title": ("President Erdoğan", "the title “President”"),
    "shortened": ("Gen. Mazloum Abdi", "the title “Gen.”"),
    "abbreviated": ("Dr. Ann Able", "the title “Dr.”"),
    "several words": ("Prime Minister Ann Able", "the title “Prime Minister”"),
    "rank": ("General Mazloum Abdi", "the title “General”"),
    "Turkish": ("Sayın Hakan Fidan", "the title “Sayın”"),
    "in capitals": ("PRESIDENT Ann Able", "the title “PRESIDENT”"),
    "title behind": ("Ann Able, Foreign Minister of Ayland", "“Foreign Minister of Ayland” is no part of the name"),
    "title in brackets": ("Ann Able (Prime Minister)", "“Prime Minister” is no part of the name"),
    "former title": ("Former President Ann Able", "the title “Former President”"),
    "title of a nation": ("Syrian Foreign Minister Ann Able", "the title “Syrian Foreign Minister”"),
    "Russian": ("министр Пётр Иванов", "the title “министр”"),
    "Arabic": ("الرئيس كريم ناصر", "the title “الرئيس”"),
    "degree": ("Ann Beth Able PhD", "the degree “PhD”"),
    "half shouted": ("Hakan FİDAN", "a part of it in capitals; write it as names are written: “Hakan Fidan”"),
    "shouted": ("HAKAN FIDAN", "all capitals; write it as names are written: “Hakan Fidan”"),
    "shouted, one word": ("ERDOĞAN", "all capitals"),
    "whispered": ("hakan fidan", "no capitals; write the name as it is written: “Hakan Fidan”"),
    "slug": ("hakan-fidan", "no capitals"),
    "underscore": ("Hakan_Fidan", "underscores are no part of a name"),
    "quoted": ("“Hakan Fidan”", "quotation marks around it"),
    "quoted plainly": ('"Hakan Fidan"', "quotation marks around it"),
    "sentence": ("Hakan Fidan met Ann Able.", "ends in a full stop"),
    "comma": ("Fidan, Hakan,", "ends in “,”"),
    "unknown": ("Unknown", "no name; give the name"),
    "not available": ("N/A", "no name"),
    "to be done": ("TBD", "no name"),
    "Turkish unknown": ("bilinmiyor", "no name"),
    "marks": ("???", "no name"),
    "number": ("12 345", "a number, no name"),
    "long": ("Hakan " * 30 + "Fidan", "185 characters are no name"),
}


@pytest.mark.parametrize(("text", "message"), STYLE.values(), ids=STYLE)
def test_what_is_no_name_is_asked_about(text: str, message: str) -> None:
    (finding,) = [one for one in labelled(text) if one.code == "label-style"]
    assert finding.severity.value == "warning" and message in finding.message and finding.path == SKOS + "prefLabel"


GOOD = [
    ("Gen Nakatani", "Person"), ("Sultan Al Jaber", "Person"), ("Emir Kusturica", "Person"),
    ("Anonymous", "Organization"), ("Nil", "Place"),
    ("Hakan Fidan", "Person"), ("al-Shaibani", "Person"), ("Sheikh Hasina", "Person"), ("MBS", "Person"), ("General", "Person"),
    ("Annie (Jr.)", "Person"), ("Martin Luther King Jr.", "Person"), ("John F.", "Person"), ("Kim Jong-un", "Person"),
    ("Prince", "Person"), ("von der Leyen", "Person"), ("Generalov Ivan", "Person"), ("Yasser “Abu Ammar” Arafat", "Person"),
    ("HTS", "Organization"), ("PKK", "Organization"), ("UNICEF", "Organization"), ("YPG PYD", "Organization"),
    ("Acme Inc.", "Organization"), ("Acme A.Ş.", "Organization"), ("peace talks", "Topic"), ("Washington, D.C.", "Place"),
    ("President of Syria", "Office"), ("3+1 format", "Topic"), ("March 10 agreement", "Agreement"), ("What is next?", "Statement"),
    ("talks … again", "Meeting"), ("“Turning point” speech and “peace”", "Statement"),
    ("7 October", "Event"), ("ASELSAN A.Ş.", "Organization"), ("Yahoo!", "Organization"), ("NHKラジオ第1放送", "Organization"),
    ("ИГИЛ (ISIS)", "Organization"), ("Louis XVIII", "Person"), ("სალომე ზურაბიშვილი", "Person"), ("Susan King", "Person"),
    ("Balendra Bahadur KC", "Person"), ("Mohamed Ekra Mba", "Person"), ("Vali Reza Nasr", "Person"),
    ("Yusuf, son of Ali", "Person"), ("أحمد الشرع", "Person"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), GOOD)
def test_real_names_pass(text: str, kind: str) -> None:
    assert [one for one in labelled(text, kind=kind) if one.code == "label-style"] == []


def test_alternative_names_may_be_acronyms_and_spellings_may_have_titles() -> None:
    assert labelled("ERDOĞAN", prop="skos:altLabel") == []
    assert told(labelled("Dr. Ann Able", prop="skos:altLabel")) == [("label-style", "warning")]
    spelt = 'kb:name-x a inc:Name ; inc:nameOf kb:person-ann ; inc:spelling "{}"@en .'
    assert findings("labels", spelt.format("President Ann Able")) == []
    assert told(findings("labels", spelt.format("Ann "))) == [("label-style", "warning")]


LANGUAGE = {
    "Arabic as English": ("هاكان فيدان", "en", "Arabic script with the language tag en; @ar?"),
    "Cyrillic as English": ("Хакан Фидан", "en", "Cyrillic script with the language tag en; @ru?"),
    "Greek as Turkish": ("Αθήνα", "tr", "Greek script with the language tag tr; @el?"),
    "Latin as Arabic": ("Hakan Fidan", "ar", "Latin script with the language tag ar; @ar-Latn?"),
    "Latin as Russian": ("Hakan Fidan", "ru", "Latin script with the language tag ru; @ru-Latn?"),
    "Arabic as Latin Arabic": ("هاكان", "ar-Latn", "Arabic script with the language tag ar-latn"),
    "Chinese as English": ("安卡拉", "en", "Chinese script with the language tag en; @zh?"),
    "no such language": ("Hakan", "qq", "@qq is no language of ISO 639"),
    "a code of three letters": ("Hakan", "tur", "@tur is written with the shorter code of the language; @tr?"),
    "no such country": ("Hakan", "en-UK", "names no country of ISO 3166-1 (UK); correct it, or leave it out; GB"),
}


@pytest.mark.parametrize(("text", "language", "message"), LANGUAGE.values(), ids=LANGUAGE)
def test_a_language_that_does_not_fit_the_letters_is_asked_about(text: str, language: str, message: str) -> None:
    (finding,) = [one for one in labelled(text, language) if one.code == "language-tag"]
    assert finding.severity.value == "warning" and message.lower() in finding.message.lower()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أسعد حسن الشيباني", "ar"), ("Türkiye", "en-US"), ("Hakan Fidan", "ar-Latn"), ("PKK", "ar"), ("東京", "ja"),
        ("トウキョウ", "ja"),
        ("서울", "ko"), ("Дамаск", "ru"), ("Damask", "sr"), ("Дамаск", "sr"), ("X5", "ru"), ("Ankara Анкара", "ru"), ("Şam", "ku"),
        ("شام", "ku"), ("12", "en"), ("Qamişlo", "kmr"), ("Хакан", "kk"), ("Hakan", "und"), ("北京", "zh-Hans"),
        ("أنقرة", "x-none"),
    ],
)  # fmt: skip
def test_a_language_that_fits_passes(text: str, language: str) -> None:
    assert [one for one in labelled(text, language, "Place") if one.code == "language-tag"] == []


def test_the_name_of_a_language_is_no_code() -> None:
    (finding,) = labelled("Hakan", "english")
    assert finding.severity.value == "violation" and "@english is no language of ISO 639" in finding.message


@pytest.mark.parametrize(
    ("text", "kind"), [("ANKARA", "Place"), ("SYRIA", "State"), ("FREE SYRIAN ARMY", "Organization")]
)
def test_capitals_are_held_against_what_acronyms_there_are(text: str, kind: str) -> None:
    (finding,) = [one for one in labelled(text, kind=kind) if one.code == "label-style"]
    assert "all capitals" in finding.message


def test_a_script_that_is_stated_is_that_of_the_letters() -> None:
    spelt = 'kb:name-x a inc:Name ; inc:nameOf kb:person-ann ; inc:spelling "{}"@{} ; inc:script "{}" .'
    assert findings("labels", spelt.format("آن", "ar", "Arab")) == []
    (finding,) = findings("labels", spelt.format("Ann", "en", "Arab"))
    assert finding.code == "language-tag" and "Latn letters, and script: says Arab" in finding.message
    assert findings("labels", spelt.format("東京", "ja", "Jpan")) == []
    assert findings("labels", spelt.format("12", "en", "Arab")) == []


def test_a_code_that_no_country_has_is_asked_about() -> None:
    def coded(code: str) -> list[Finding]:
        return findings("labels", f'kb:state-x a inc:State ; skos:prefLabel "X"@en ; inc:isoCode "{code}" .')

    assert [coded(code) for code in ("TR", "SY", "XK", "tr")] == [
        [],
        [],
        [],
        [],
    ]  # what is no code at all is for the shape
    (finding,) = coded("AA")
    assert (finding.code, finding.severity.value, finding.path) == ("external-id-syntax", "warning", inc("isoCode"))
    assert "AA is assigned to no country" in finding.message


def test_the_lists_are_whole() -> None:
    countries, languages = (known()[name]["codes"].split() for name in ("countries", "languages"))
    assert len(countries) == len(set(countries)) == 250 and all(len(code) == 2 and code.isupper() for code in countries)
    assert len(languages) == len(set(languages)) == 185 and all(len(code) == 2 and code.islower() for code in languages)
    assert all(twin.isascii() and not letter.isascii() for letter, twin in lookalikes().items())


def test_one_name_in_each_language_is_preferred() -> None:
    place = "kb:place-x a inc:Place ; skos:prefLabel {} ."
    assert findings("labels", place.format('"Town"@en, "Stadt"@de, "City"@en-US')) == []
    (finding,) = findings("labels", place.format('"Türkiye"@en, "Turkey"@en, "Türkei"@de'))
    assert (finding.code, finding.severity.value, finding.path) == (
        "pref-label-unique",
        "violation",
        SKOS + "prefLabel",
    )
    assert "2 preferred labels in en: “Turkey” and “Türkiye”; make one an alternative label" in finding.message
