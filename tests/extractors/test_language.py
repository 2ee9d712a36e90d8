"""The frame of the components: each alone, in any batch, gated or not; nothing is left over between texts."""

import subprocess
import sys
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from spacy.language import Language
from spacy.tokens import Doc

from extractors.language import COMPONENTS, Frame, FrameTokenizer, load
from extractors.people.entities import is_named

FACTS = ("people", "dates", "periods", "amounts", "commitments", "bodies", "territories", "steps", "mentions")
TEXTS = [
    "",
    "Le 3 mai 2022, Anne Roy, préfète de la Creuse, a signé le CDPPE.",
    "Zbigna Tarkos, préfète du Lot, a signé le contrat avec Olmo Verkest, président du Département.",
    "Mme Roy était présente. L'État apporte 1,2 M€ par an jusqu'en 2024.",
    "ENTRE\nL'État, représenté par M. Luc BLANC, préfet,\nET\nLe Département,\nIl est convenu ce qui suit.",
    "Axe 1 : agir tôt\n- créer dix places ;\n- former les équipes (20 000 €).",
    "Le contrat de ville a été adopté le 12 juin 2021 à l'unanimité.",
    "Il pleut.",
    "M. Roy est le maire. Il a signé en présence d'Anne Roy.",
]
FRAME = FrameTokenizer(Frame().vocab)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="module")
def alone(nlp: Language) -> list[Any]:
    """The facts of each text, read by itself."""
    return [facts(nlp(text)) for text in TEXTS]


def plain(value: Any) -> Any:
    """A fact as plain data, so that facts of two documents compare."""
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if isinstance(value, tuple) else repr(value)


def facts(doc: Doc) -> dict[str, Any]:
    found = {name: plain(getattr(doc._, name)) for name in FACTS}
    return found | {"unnamed": [(s.figure.start, s.rule, s.capacity) for s in doc._.unnamed]}


@pytest.mark.parametrize("component", COMPONENTS)
def test_each_component_works_alone(component: str) -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe(component)
    set_ = [name.removeprefix("doc._.") for name in nlp.get_pipe_meta(component).assigns if "doc._." in name]
    assert set_
    for text in TEXTS:
        doc = nlp(text)
        assert doc.text == text
        assert all(getattr(doc._, name) is not None for name in set_)


def test_components_are_in_the_order_in_which_they_read_each_other(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == COMPONENTS
    known: set[str] = set()
    for component in COMPONENTS:
        meta = nlp.get_pipe_meta(component)
        assert set(meta.requires) <= known, component
        known |= set(meta.assigns)


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_of_the_doc_is_the_text(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
    | st.text(alphabet="ab1 \n\t\u00a0€.é", max_size=60)
)
def test_the_frame_keeps_any_text(text: str) -> None:
    assert FRAME(text).text == text


@given(st.permutations(range(len(TEXTS))), st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_batches_of_any_size_and_order_give_the_same(
    nlp: Language, alone: list[Any], order: list[int], size: int
) -> None:
    docs = nlp.pipe([TEXTS[index] for index in order], batch_size=size)
    assert [facts(doc) for doc in docs] == [alone[index] for index in order]


def test_nothing_of_a_document_stays_for_the_next(nlp: Language, alone: list[Any]) -> None:
    full = TEXTS[1]  # names Anne Roy in full; the next ones say only "Mme Roy"
    for index, text in enumerate(TEXTS):
        nlp(full)
        assert facts(nlp(text)) == alone[index]
    assert [person.given_name for person in nlp(TEXTS[3])._.people] == [None]


def test_changing_the_facts_of_a_document_changes_no_other(nlp: Language, alone: list[Any]) -> None:
    doc = nlp(TEXTS[3])
    for fact in [*doc._.people, *doc._.amounts, *doc._.dates]:
        fact.evidence.clear()
    doc._.people.clear()
    assert facts(nlp(TEXTS[3])) == alone[3]


RARE = ["Zbigna Tarkos", "Olmo Verkest", "Kezban Dorlach", "Ulfrid Ançonel", "Tvrtko Balmerin"]
PLACES = [
    "Hier, {}, préfet de la Creuse, a signé le contrat avec le Département.",
    "La réunion était présidée par {}, directeur de l'Agence Régionale de Santé.",
    "Selon le préfet {}, le contrat engage l'État pour trois ans.",
    "Les partenaires, réunis à Guéret autour du président {}, ont salué un texte attendu depuis longtemps.",
    "Signataires : {} (préfet) ; le Département ; l'ARS Nouvelle-Aquitaine.",
    "Le Contrat Local de Guéret, présenté par la présidente {} devant les élus, a été voté.",
    "LE PRÉFET {} A SIGNÉ",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_passage_is_wide_enough_for_the_model_to_judge_as_in_the_whole_text(place: str) -> None:
    judged = []
    for gated in (True, False):
        nlp = spacy.blank("fr")
        nlp.add_pipe("tripartite_entities", config={"gated": gated})
        docs = nlp.pipe(f"Le conseil s'est tenu mardi. {place.format(name)} Il pleut." for name in RARE)
        judged.append(
            [
                [is_named(f.name, doc._.entities, [kind]) for kind in ("PER", "MISC")]
                for doc in docs
                for f in doc._.figures
                if f.name and f.roles
            ]
        )
    assert judged[0] == judged[1]
    assert sum(map(len, judged[0])) >= len(RARE)


def test_doubtful_names_are_those_that_the_model_is_asked_about(nlp: Language) -> None:
    assert nlp(TEXTS[1])._.entities == []  # a known given name needs no second opinion
    asked = nlp(TEXTS[2])._.entities
    assert {TEXTS[2][e.start : e.end] for e in asked if e.label == "PER"} & {"Zbigna Tarkos", "Olmo Verkest"}


def test_the_model_and_its_tokenizer_are_loaded_by_the_first_doubtful_name() -> None:
    """They take longer to load than all the rest, and most texts have no such name."""
    code = (
        "import sys; from pipeline.extraction import language\n"
        f"for text in {TEXTS[1:3]}:\n"
        "    language()(text); print('fr_core_news_sm' in sys.modules, 'spacy.lang.fr' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["False False", "True True"]


def test_a_text_may_be_longer_than_a_million_characters(nlp: Language) -> None:
    text = "x" * 1_000_001
    assert nlp.make_doc(text).text == text
