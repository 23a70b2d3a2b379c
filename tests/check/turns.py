# ruff: noqa: E501 (a table: shapes, facts and a change on a line each)
"""Changes that turn one thing wrong, for each construct of SHACL."""

from __future__ import annotations

from typing import NamedTuple


class Turn(NamedTuple):
    """A change that makes one thing wrong which was right before; ``turned`` is it, or what a nested shape judges of it."""

    shapes: str
    before: str
    turned: str
    added: str = ""
    removed: str = ""


PEOPLE = (
    "kb:person-ann a inc:Person . kb:person-bob a inc:Person . kb:office-x a inc:Office . kb:office-y a inc:Office . "
)
TENURES = """
    kb:tenure-1 a inc:Tenure ; inc:holder kb:person-ann ; inc:office kb:office-x .
    kb:tenure-2 a inc:Tenure ; inc:holder kb:person-bob ; inc:office kb:office-y .
"""
PLACES = """
    kb:place-a a inc:Place ; inc:within kb:place-b . kb:place-b a inc:Place ; inc:within kb:place-c .
    kb:place-c a inc:Place ; inc:within kb:place-d . kb:place-d a inc:Place . kb:place-z a inc:Place .
"""
MEETINGS = """
    kb:meeting-m a inc:Meeting . kb:participation-1 a inc:Participation ; inc:event kb:meeting-m ; inc:participant kb:person-ann .
    kb:meeting-n a inc:Meeting . kb:participation-2 a inc:Participation ; inc:event kb:meeting-n ; inc:participant kb:person-bob .
"""
S = "incsh:S a sh:NodeShape ; "
P = "incsh:S a sh:PropertyShape ; "
NO_LABEL = "sh:not [ sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] ] ."
LABEL = ' skos:prefLabel "x"@en .'

TURNS = {
    # targets
    "class target, by a new type": Turn(S + "sh:targetClass inc:Person ; sh:class inc:Place .", "", "person-x", "kb:person-x a inc:Person ."),
    "class target, by a type below": Turn(S + "sh:targetClass inc:Agent ; sh:class inc:Place .", "", "person-x", "kb:person-x a inc:Person ."),
    "class target, by a type far below": Turn(S + "sh:targetClass inc:Entity ; sh:class inc:Place .", "", "person-x", "kb:person-x a inc:Person ."),
    "class target, by another type": Turn(S + "sh:targetClass inc:Topic ; sh:class inc:Place .", PLACES, "place-z", "kb:place-z a inc:Topic .", "kb:place-z a inc:Place ."),
    "target of subjects": Turn(S + "sh:targetSubjectsOf inc:rank ; sh:class inc:Place .", PEOPLE, "person-ann", 'kb:person-ann inc:rank "x"@en .'),
    "target of objects": Turn(S + "sh:targetObjectsOf inc:holder ; sh:class inc:Place .", PEOPLE, "person-ann", "kb:tenure-1 inc:holder kb:person-ann ."),
    "target of objects that are literals": Turn(S + "sh:targetObjectsOf inc:rank ; sh:nodeKind sh:IRI .", PEOPLE, "major", 'kb:person-ann inc:rank "major"@en .'),
    "target node": Turn(S + "sh:targetNode kb:person-ann ; sh:class inc:Person .", PEOPLE, "person-ann", "", "kb:person-ann a inc:Person ."),
    "target of an implicit class": Turn("inc:Person a owl:Class , sh:NodeShape ; " + NO_LABEL, PEOPLE, "person-ann", "kb:person-ann" + LABEL),
    "property shape that got the targets of its node shape": Turn(
        S + "sh:targetClass inc:Agent ; sh:property incsh:Q . incsh:Q sh:path inc:rank ; sh:maxCount 0 .", PEOPLE, "person-ann", 'kb:person-ann inc:rank "x"@en .'
    ),
    # paths
    "predicate": Turn(P + "sh:targetClass inc:Tenure ; sh:path inc:office ; sh:minCount 1 .", TENURES, "tenure-1", "", "kb:tenure-1 inc:office kb:office-x ."),
    "inverse": Turn(P + "sh:targetClass inc:Person ; sh:path [ sh:inversePath inc:holder ] ; sh:minCount 1 .", PEOPLE + TENURES, "person-ann", "", "kb:tenure-1 inc:holder kb:person-ann ."),
    "inverse, from a literal": Turn(
        P + "sh:targetObjectsOf inc:rank ; sh:path ( [ sh:inversePath inc:rank ] inc:birthDate ) ; sh:maxCount 0 .",
        PEOPLE + 'kb:person-ann inc:rank "major"@en . kb:person-bob inc:rank "sergeant"@en .', "major", 'kb:person-ann inc:birthDate "1950"^^edtf:EDTF .',
    ),
    "sequence, at its end": Turn(P + "sh:targetClass inc:Participation ; sh:path ( inc:event inc:place ) ; sh:maxCount 0 .", MEETINGS, "participation-1", "kb:meeting-m inc:place kb:place-a ."),
    "sequence, at its start": Turn(
        P + "sh:targetClass inc:Participation ; sh:path ( inc:event inc:place ) ; sh:minCount 1 .",
        MEETINGS + "kb:meeting-m inc:place kb:place-a . kb:meeting-n inc:place kb:place-a .", "participation-1", "", "kb:participation-1 inc:event kb:meeting-m .",
    ),
    "sequence, both ways": Turn(
        P + "sh:targetClass inc:Person ; sh:path ( [ sh:inversePath inc:participant ] inc:event inc:place ) ; sh:maxCount 0 .", PEOPLE + MEETINGS, "person-ann", "kb:meeting-m inc:place kb:place-a ."
    ),
    "alternative": Turn(
        P + "sh:targetClass inc:Person ; sh:path [ sh:alternativePath ( inc:rank ( [ sh:inversePath inc:holder ] inc:office ) ) ] ; sh:minCount 1 .", PEOPLE + TENURES, "person-ann", "", "kb:tenure-1 inc:office kb:office-x ."
    ),
    "zero or one, at none": Turn(P + "sh:targetClass inc:Place ; sh:path ( [ sh:zeroOrOnePath inc:within ] inc:territoryOf ) ; sh:maxCount 0 .", "kb:place-z a inc:Place . ", "place-z", "kb:place-z inc:territoryOf kb:state-x ."),
    "zero or one, at one": Turn(P + "sh:targetNode kb:place-c , kb:place-b ; sh:path ( [ sh:zeroOrOnePath inc:within ] inc:territoryOf ) ; sh:maxCount 0 .", PLACES, "place-c", "kb:place-d inc:territoryOf kb:state-x ."),
    "zero or more, at none": Turn(P + "sh:targetNode kb:place-z , kb:place-a ; sh:path ( [ sh:zeroOrMorePath inc:within ] inc:territoryOf ) ; sh:maxCount 0 .", PLACES, "place-z", "kb:place-z inc:territoryOf kb:state-x ."),
    "zero or more, far": Turn(P + "sh:targetNode kb:place-z , kb:place-a ; sh:path ( [ sh:zeroOrMorePath inc:within ] inc:territoryOf ) ; sh:maxCount 0 .", PLACES, "place-a", "kb:place-d inc:territoryOf kb:state-x ."),
    "zero or more, in the middle": Turn(P + "sh:targetNode kb:place-z , kb:place-a ; sh:path [ sh:zeroOrMorePath inc:within ] ; sh:minCount 3 .", PLACES.replace("place-z a", "place-z inc:within kb:place-c ; a"), "place-a", "", "kb:place-b inc:within kb:place-c ."),
    "one or more": Turn(P + "sh:targetNode kb:place-z , kb:place-a ; sh:path ( [ sh:oneOrMorePath inc:within ] inc:territoryOf ) ; sh:maxCount 0 .", PLACES, "place-a", "kb:place-c inc:territoryOf kb:state-x ."),
    "sequence any number of times": Turn(
        P + "sh:targetNode kb:person-ann , kb:person-bob ; sh:path ( [ sh:zeroOrMorePath ( [ sh:inversePath inc:participant ] inc:event [ sh:inversePath inc:event ] inc:participant ) ] inc:rank ) ; sh:maxCount 0 .",
        MEETINGS + "kb:participation-3 inc:event kb:meeting-m ; inc:participant kb:person-eve . kb:participation-4 inc:event kb:meeting-o ; inc:participant kb:person-eve . kb:participation-5 inc:event kb:meeting-o ; inc:participant kb:person-fay . ",
        "person-ann", 'kb:person-fay inc:rank "x"@en .',
    ),
    "inverse of any number": Turn(
        P + "sh:targetNode kb:place-d , kb:place-z ; sh:path ( [ sh:inversePath [ sh:zeroOrMorePath inc:within ] ] [ sh:inversePath inc:place ] ) ; sh:maxCount 0 .", PLACES, "place-d", "kb:meeting-m inc:place kb:place-a ."
    ),
    "inverse sequence, as pySHACL walks it": Turn(P + "sh:targetNode kb:place-d , kb:place-z ; sh:path [ sh:inversePath ( inc:within inc:place ) ] ; sh:maxCount 0 .", PLACES, "place-d", "kb:meeting-m inc:place kb:place-c ."),
    "over a class": Turn(
        P + "sh:targetNode kb:topic-x ; sh:path ( rdf:type [ sh:inversePath rdf:type ] ) ; sh:maxCount 1 .", "kb:topic-x a inc:Topic . " + PLACES, "topic-x", "kb:topic-y a inc:Topic ."
    ),
    "over the tree of classes": Turn(
        P + "sh:targetClass inc:Participation ; sh:path ( inc:event rdf:type [ sh:zeroOrMorePath rdfs:subClassOf ] ) ; sh:qualifiedValueShape [ sh:in ( inc:Happening ) ] ; sh:qualifiedMinCount 1 .",
        MEETINGS, "participation-1", "kb:meeting-m a inc:Place .", "kb:meeting-m a inc:Meeting .",
    ),
    "over the tree of classes and back": Turn(
        P + "sh:targetNode kb:meeting-m ; sh:path ( rdf:type rdfs:subClassOf [ sh:inversePath rdfs:subClassOf ] [ sh:inversePath rdf:type ] ) ; sh:maxCount 2 .", MEETINGS, "meeting-m", "kb:call-x a inc:Call ."
    ),
    # constraints
    "class of a value": Turn(P + "sh:targetClass inc:Tenure ; sh:path inc:holder ; sh:class inc:Agent .", PEOPLE + TENURES, "tenure-1", "", "kb:person-ann a inc:Person ."),
    "class of the thing": Turn(S + "sh:targetSubjectsOf inc:holder ; sh:class inc:Record .", PEOPLE + TENURES, "tenure-1", "", "kb:tenure-1 a inc:Tenure ."),
    "equals": Turn(P + "sh:targetSubjectsOf inc:holder ; sh:path inc:office ; sh:equals inc:value .", TENURES + "kb:tenure-1 inc:value kb:office-x . kb:tenure-2 inc:value kb:office-y .", "tenure-1", "", "kb:tenure-1 inc:value kb:office-x ."),
    "equals, of the thing itself": Turn(S + "sh:targetClass inc:Tenure ; sh:equals inc:value .", "kb:tenure-1 a inc:Tenure ; inc:value kb:tenure-1 .", "tenure-1", "kb:tenure-1 inc:value kb:office-x ."),
    "disjoint": Turn(P + "sh:targetClass inc:Person ; sh:path skos:prefLabel ; sh:disjoint skos:altLabel .", PEOPLE + "kb:person-ann" + LABEL, "person-ann", 'kb:person-ann skos:altLabel "x"@en .'),
    "less than": Turn(P + "sh:targetSubjectsOf inc:lowest ; sh:path inc:lowest ; sh:lessThan inc:highest .", "kb:figure-1 inc:lowest 2 . kb:figure-2 inc:lowest 2 ; inc:highest 3 .", "figure-1", "kb:figure-1 inc:highest 2 ."),
    "less than or equal": Turn(P + "sh:targetSubjectsOf inc:lowest ; sh:path inc:lowest ; sh:lessThanOrEquals inc:highest .", "kb:figure-1 inc:lowest 2 . kb:figure-2 inc:lowest 2 ; inc:highest 3 .", "figure-1", "kb:figure-1 inc:highest 1 ."),
    "has value": Turn(P + "sh:targetClass inc:Tenure ; sh:path inc:office ; sh:hasValue kb:office-x .", TENURES.replace("office-y", "office-x"), "tenure-1", "", "kb:tenure-1 inc:office kb:office-x ."),
    "in": Turn(P + "sh:targetClass inc:Tenure ; sh:path inc:office ; sh:in ( kb:office-x kb:office-y ) .", TENURES, "tenure-1", "kb:tenure-1 inc:office kb:office-z ."),
    "one label a language": Turn(P + "sh:targetClass inc:Person ; sh:path skos:prefLabel ; sh:uniqueLang true .", PEOPLE + "kb:person-ann" + LABEL, "person-ann", 'kb:person-ann skos:prefLabel "y"@en .'),
    "closed": Turn(S + "sh:targetClass inc:Person ; sh:closed true ; sh:ignoredProperties ( rdf:type ) .", PEOPLE, "person-ann", 'kb:person-ann <urn:p> "x"@en .'),
    "closed, by its own property shapes": Turn(
        S + "sh:targetClass inc:Person ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property incsh:Q . incsh:Q sh:path skos:prefLabel ; sh:minCount 0 .",
        PEOPLE + "kb:person-ann" + LABEL, "person-ann", 'kb:person-ann skos:altLabel "x"@en .',
    ),
    # shapes in shapes
    "node": Turn(P + "sh:targetClass inc:Tenure ; sh:path inc:holder ; sh:node incsh:Q . incsh:Q a sh:NodeShape ; " + NO_LABEL, PEOPLE + TENURES, "tenure-1", "kb:person-ann" + LABEL),
    "property in property": Turn(
        P + "sh:targetClass inc:Tenure ; sh:path inc:holder ; sh:property [ sh:path skos:prefLabel ; sh:maxCount 0 ] .", PEOPLE + TENURES, "person-ann", "kb:person-ann" + LABEL
    ),
    "not": Turn(S + "sh:targetClass inc:Person ; " + NO_LABEL, PEOPLE, "person-ann", "kb:person-ann" + LABEL),
    "and": Turn(S + "sh:targetClass inc:Person ; sh:and ( [ sh:class inc:Agent ] [ " + NO_LABEL.replace(" .", " ] ) ."), PEOPLE, "person-ann", "kb:person-ann" + LABEL),
    "or": Turn(S + "sh:targetClass inc:Person ; sh:or ( [ sh:class inc:Place ] [ " + NO_LABEL.replace(" .", " ] ) ."), PEOPLE, "person-ann", "kb:person-ann" + LABEL),
    "xone": Turn(S + "sh:targetClass inc:Person ; sh:xone ( [ sh:class inc:Agent ] [ sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] ] ) .", PEOPLE, "person-ann", "kb:person-ann" + LABEL),
    "counted by shape": Turn(
        P + "sh:targetClass inc:Meeting ; sh:path [ sh:inversePath inc:event ] ; sh:qualifiedValueShape [ sh:property [ sh:path inc:participant ; sh:class inc:Person ] ] ; sh:qualifiedMinCount 1 .",
        PEOPLE + MEETINGS, "meeting-m", "", "kb:person-ann a inc:Person .",
    ),
    "counted apart from siblings": Turn(
        S + """sh:targetClass inc:Tenure ; sh:property incsh:Q , incsh:R .
        incsh:Q sh:path inc:holder ; sh:qualifiedValueShape [ sh:class inc:Person ] ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true .
        incsh:R sh:path inc:office ; sh:qualifiedValueShape [ sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] ] ; sh:qualifiedMaxCount 9 .""",
        PEOPLE + TENURES, "tenure-1", "kb:person-ann" + LABEL,
    ),
    "a shape that refers to itself": Turn(
        P + "sh:targetNode kb:place-a , kb:place-z ; sh:path inc:within ; sh:node incsh:Q . incsh:Q a sh:NodeShape ; sh:property [ sh:path inc:territoryOf ; sh:maxCount 0 ] ; sh:property [ sh:path inc:within ; sh:node incsh:Q ] .",
        PLACES, "place-a", "kb:place-c inc:territoryOf kb:state-x .",
    ),
}  # fmt: skip
