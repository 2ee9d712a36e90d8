"""What a date is the date of. The cases stand by themselves: acts are marked in the text, not found."""

import re

import pytest

from extractors.contracts.acts import Act, find_acts
from extractors.dates.component import find_dates
from extractors.text.source import Source
from tests.extractors.dates.date_cases import answered

_MARKED = re.compile(r"\{(?P<words>[^}|]+)(?:\|(?P<more>[^}]+))?\}")


def read(marked: str) -> tuple[Source, list[Act]]:
    """Read "Ils {ont signé}": signed, done, active; else "{sera voté|adopted future passive}"."""
    text, spans, position = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[position : found.start()]
        spans.append((len(text), len(text) + len(found["words"]), (found["more"] or "").split()))
        text += found["words"]
        position = found.end()
    source = Source(text + marked[position:])
    acts = []
    for start, end, more in spans:
        kind = next((w for w in more if w in ("adopted", "negotiated", "amended", "refused")), "signed")
        modality = next((w for w in more if w in ("future", "negated")), "done")
        form = next((w for w in more if w in ("passive", "noun")), "active")
        sentence = source.sentence_index(start)
        assert sentence is not None
        acts.append(Act(kind, start, end, sentence, modality, form))  # type: ignore[arg-type]
    return source, acts


CASES = answered("date_kinds_cases.txt")


@pytest.mark.parametrize(("marked", "kinds"), CASES)
def test_the_clause_tells_the_kind(marked: str, kinds: list[str]) -> None:
    source, acts = read(marked)
    assert [date.kind for date in find_dates(source, acts)] == kinds


SIGNED = [marked for marked, kinds in (case.values for case in CASES) if "signature" in kinds]


@pytest.mark.parametrize("marked", SIGNED)
def test_found_acts_date_the_signing_alike(marked: str) -> None:
    source, acts = read(marked)

    def signed(acts: list[Act]) -> list[str]:
        return [date.value for date in find_dates(source, acts) if date.kind == "signature"]

    assert signed(find_acts(source)) == signed(acts)


def test_the_closing_date_of_an_extract_is_no_signature_of_a_contract() -> None:
    text = (
        "Extrait du registre des délibérations\n\nLe conseil approuve.\n\nFait à Foix, le 13 octobre 2020\n"
    )
    assert [date.kind for date in find_dates(Source(text), [])] == ["other"]


PARTIES = "Entre l'État, d'une part,\n\net le Département, d'autre part,\n\nil est convenu ce qui suit :\n\n"
ARTICLES = "Les parties suivent les actions du contrat et en rendent compte chaque année au comité.\n\n" * 3


@pytest.mark.parametrize(
    "closing", ["À Foix, le 13 octobre 2020", "Fait à Foix, le 13 octobre 2020, en deux exemplaires."]
)
def test_a_contract_between_parties_is_signed_where_it_closes(closing: str) -> None:
    source = Source(PARTIES + ARTICLES + closing + "\n\nLa préfète")
    assert [date.kind for date in find_dates(source, [])] == ["signature"]


def test_a_letter_is_dated_and_not_signed_by_parties() -> None:
    source = Source("Le contrat suit son cours.\n\n" + ARTICLES + "Foix, le 13 octobre 2020\n\nLa préfète")
    assert [date.kind for date in find_dates(source, [])] == ["other"]
