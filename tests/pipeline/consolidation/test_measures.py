"""Engagements, actions and deliberations that several documents tell of."""

from extractors.facts import Vote
from tests.pipeline.consolidation.telling import one, told
from tests.pipeline.made import action, deliberation, engagement


def test_engagements_come_together_by_axis_and_actions_follow_them() -> None:
    merged = one(
        told("a", lambda w: {
            "engagements": [engagement(w, "préparer leur avenir", "4", [0]), engagement(w, "agir tôt", "1")],
            "actions": [action(w, "ouvrir un internat", 0)],
        }),
        told("b", lambda w: {
            "engagements": [engagement(w, "agir le plus tôt possible", "1", [0, 1])],
            "actions": [action(w, "Ouvrir un internat"), action(w, "recruter deux sages-femmes", 0)],
        }),
    )  # fmt: skip
    assert [(e.axis, e.text, e.actions) for e in merged.engagements] == [
        ("1", "agir le plus tôt possible", [0]),
        ("4", "préparer leur avenir", [1]),
    ]
    assert [(a.text, a.engagement) for a in merged.actions] == [
        ("recruter deux sages-femmes", 0),
        ("ouvrir un internat", 1),
    ]
    assert {e.document for e in merged.actions[1].evidence} == {"a", "b"}


def test_engagements_that_one_document_tells_apart_stay_apart() -> None:
    merged = one(
        told(
            "a",
            lambda w: {"engagements": [engagement(w, "agir tôt", "1"), engagement(w, "soigner tôt", "1")]},
        ),
        told("b", lambda w: {"engagements": [engagement(w, "Agir tôt", "1")]}),
    )
    assert [(e.text, len(e.evidence)) for e in merged.engagements] == [("agir tôt", 2), ("soigner tôt", 1)]


def test_engagements_outside_the_list_of_a_programme_come_together_by_wording() -> None:
    merged = one(
        told("a", lambda w: {"engagements": [engagement(w, "accueillir l’enfant")]}),
        told(
            "b", lambda w: {"engagements": [engagement(w, "Accueillir l'enfant"), engagement(w, "soigner")]}
        ),
    )
    assert [e.text for e in merged.engagements] == ["accueillir l’enfant", "soigner"]


def test_documents_complete_what_they_say_of_one_deliberation() -> None:
    vote = Vote(for_=20, against=0, abstentions=2, outcome="adopted")
    merged = one(
        told("a", lambda w: {"deliberation": deliberation(w, "2020-41", None, vote=vote)}),
        told(
            "b", lambda w: {"deliberation": deliberation(w, "2020–41", "2020-10-12", rapporteur="Mme Roux")}
        ),
    )
    assert merged.deliberation
    assert merged.deliberation.session_date == "2020-10-12"
    assert (merged.deliberation.vote, merged.deliberation.rapporteur) == (vote, "Mme Roux")
    assert merged.conflicts == []


def test_two_deliberations_are_a_conflict() -> None:
    merged = one(
        told("a", lambda w: {"deliberation": deliberation(w, "12", "2020-10-12")}, kind="deliberation"),
        told("b", lambda w: {"deliberation": deliberation(w, "30", "2020-11-16")}, kind="news"),
    )
    assert [(c.field, c.chosen) for c in merged.conflicts] == [("deliberation", "12 2020-10-12")]
