"""A comparison of many documents: counts, a few examples, and how it is shown."""

import io
import json
import tomllib
from pathlib import Path

from hypothesis import given
from rich.console import Console

from extractors.facts import (
    Action,
    Amount,
    Date,
    Deliberation,
    Department,
    Engagement,
    Party,
    Period,
    Person,
    Vote,
)
from pipeline.comparison import Comparison, compare
from pipeline.comparison.showing import markdown, table
from pipeline.comparison.summary import EXAMPLES
from pipeline.record import Contract, Document, Problem
from tests.pipeline.comparison.records import records
from tests.pipeline.made import Writer, amount, document, signatory


def versions(number: int, *names: str) -> tuple[Document, Document]:
    """Two records of a document: the first names nobody, the second all of `names`."""
    write = Writer(f"d{number}")
    people = [signatory(write, name, "préfète") for name in names]
    return document(write), document(write, people=people)


def compared(*pairs: tuple[Document, Document]) -> Comparison:
    comparison = Comparison()
    for before, after in pairs:
        comparison.add(compare(before, after))
    return comparison


def on_terminal(comparison: Comparison) -> str:
    console = Console(width=160, record=True, file=io.StringIO())
    console.print(table(comparison))
    return console.export_text()


def test_documents_and_changes_are_counted() -> None:
    found = compared(versions(1, "Anne Roy", "Luc Petit"), versions(2), versions(3, "Anne Roy"))
    assert (found.documents, found.touched) == (3, 2)
    assert found.fields["people"].added == 3
    assert found.fields["document_status"].unchanged == 3


def test_examples_are_few_and_from_different_documents() -> None:
    found = compared(*(versions(number, "Anne Roy", "Luc Petit") for number in range(50)))
    assert found.fields["people"].added == 100
    assert [change.document for change in found.examples] == [f"d{n}" for n in range(EXAMPLES)]


def test_it_speaks_french_to_analysts_and_english_at_the_terminal() -> None:
    found = compared(versions(1, "Anne Roy"))
    french, english = markdown(found), on_terminal(found)
    assert "1 document comparé, 1 avec des changements" in french
    assert "| autres personnes | 1 |" in french
    assert "Anne Roy · fonction : préfète · " in french
    assert "<br>« Anne Roy, préfète »" in french
    assert "1 document compared, 1 of them changed" in english
    assert "Anne Roy · role: préfète" in english
    assert "“Anne Roy, préfète”" in english


def test_where_nothing_changed_that_is_said_and_no_more() -> None:
    found = compared(versions(1), versions(2))
    assert on_terminal(found).splitlines() == ["2 documents compared, nothing changed"]
    assert markdown(found).splitlines()[2:] == ["2 documents comparés, rien n’a changé", ""]


def test_of_what_changed_only_the_parts_that_differ_are_shown() -> None:
    write = Writer("d")
    before = amount(write, "2500000", ["etat"], purpose="l’accueil")
    after = before.model_copy(update={"payers": ["etat", "ars"]})
    text = markdown(compared((document(write, amounts=[before]), document(write, amounts=[after]))))
    row = next(line for line in text.splitlines() if line.startswith("| modifié"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[2:] == [
        "2500000 EUR · financeurs : etat<br>« 2500000 »",
        "2500000 EUR · financeurs : etat, ars<br>« 2500000 »",
    ]


def test_nothing_in_a_quote_commands_markdown_or_the_terminal() -> None:
    found = compared(versions(1, "A|b <i>*c*\x1b[31m [red]"))
    assert "A\\|b \\<i\\>\\*c\\*" in markdown(found)
    assert "\x1b" not in markdown(found)
    assert "\\x1b[31m [red]" in on_terminal(found)


def test_a_long_quote_is_shortened_where_people_read_and_whole_in_the_json() -> None:
    name = "Anne " + "de La Tour " * 200 + "Roy"
    found = compared(versions(1, name))
    assert name not in markdown(found)
    (example,) = json.loads(found.model_dump_json())["examples"]
    assert name in example["after"]["quotes"][0]


def test_everything_that_a_record_holds_has_a_french_word() -> None:
    facts = (Person, Party, Date, Period, Amount, Action, Engagement, Department, Problem)
    names = {name for model in facts for name in model.model_fields} - {"evidence"}
    names |= set(Deliberation.model_fields) - {"evidence", "decisions"}
    names |= {field.alias or name for name, field in Vote.model_fields.items()}
    french = tomllib.loads(Path("pipeline/comparison/words.toml").read_text("utf-8"))["fr"]
    assert names - french["details"].keys() == set()
    fields = set(Contract.model_fields) - {
        "id",
        "programme",
        "instrument",
        "title",
        "conflicts",
        "sources",
        "evidence",
    }
    assert fields - french["fields"].keys() == set()


@given(records(), records())
def test_every_change_can_be_shown(one: Document, other: Document) -> None:
    found = compared((one, other))
    assert (len(on_terminal(found).splitlines()) > 1) == bool(found.touched)
    assert markdown(found).count("\n| ") >= len(found.examples)
    assert Comparison.model_validate_json(found.model_dump_json()) == found
