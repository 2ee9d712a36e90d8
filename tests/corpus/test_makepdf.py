"""The PDFs of the corpus are what their sources say, and their answers are about that text."""

from pathlib import Path

import pypdfium2
import pytest

from corpus.makepdf.document import Pages, write
from corpus.makepdf.filler import acts
from corpus.makepdf.fonts import register
from corpus.makepdf.source import read
from pipeline.evaluation.gold import load_gold

CORPUS = Path(__file__).parents[2] / "corpus"
SOURCES = CORPUS / "pdf_sources"
# The folder of the sources, that of their PDFs.
PRINTED = [("samples", CORPUS / "samples"), ("gold", CORPUS / "gold/pdf")]
SCANS = sorted((SOURCES / "scans").glob("*.txt"))


def text_of(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def printed(source: Path, target: Path) -> Path:
    """A document as it was before it was scanned."""
    settings, blocks = read(source.read_text("utf-8"))
    register(settings["font"])
    Pages(settings).build(blocks, target)
    return target


@pytest.mark.parametrize(("folder", "target"), PRINTED, ids=["samples", "gold"])
def test_every_pdf_is_what_its_source_gives(folder: str, target: Path, tmp_path: Path) -> None:
    for source in sorted((SOURCES / folder).glob("*.txt")):
        write(source, made := tmp_path / f"{source.stem}.pdf")
        assert text_of(made) == text_of(target / made.name), f"{source.stem}: run python -m corpus.makepdf"


@pytest.mark.parametrize("stem", ["gold/annex_isere_turned", "scans/badlayer_yonne"])
def test_the_same_source_gives_the_same_bytes(stem: str, tmp_path: Path) -> None:
    source = SOURCES / f"{stem}.txt"
    made = [tmp_path / "a" / f"{source.stem}.pdf", tmp_path / "b" / f"{source.stem}.pdf"]
    for path in made:
        path.parent.mkdir()
        write(source, path)
    assert made[0].read_bytes() == made[1].read_bytes()


def test_a_turned_page_is_shown_upright(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument((CORPUS / "gold/pdf/annex_isere_turned.pdf").read_bytes()) as pdf:
        assert [page.get_rotation() for page in pdf] == [0, 90]
        width, height = pdf[1].get_size()
        assert width > height
        text = pdf[1].get_textpage()
        left, bottom, right, top = text.get_charbox(text.search("Tableau").get_next()[0])
        assert right - left > 0 < top - bottom


@pytest.mark.parametrize("source", SCANS, ids=[source.stem for source in SCANS])
def test_a_scan_shows_what_its_answers_quote(source: Path, tmp_path: Path) -> None:
    printed(source, tmp_path / f"{source.stem}.pdf")
    answers = (CORPUS / f"gold/scans/{source.stem}.gold.json").read_text("utf-8")
    (tmp_path / f"{source.stem}.gold.json").write_text(answers.replace('"scanned": true,', ""), "utf-8")
    assert load_gold(tmp_path)


@pytest.mark.parametrize("source", SCANS, ids=[source.stem for source in SCANS])
def test_a_scan_has_no_text_that_could_be_read_instead(source: Path, tmp_path: Path) -> None:
    before = text_of(printed(source, tmp_path / f"{source.stem}.pdf"))
    after = text_of(CORPUS / f"gold/scans/{source.stem}.pdf")
    assert len(after) == len(before)
    assert after[-1] != before[-1]
    assert len(set(after[-1].split()) & set(before[-1].split())) < 0.6 * len(set(before[-1].split()))


def test_filler_never_speaks_of_a_contract_of_the_programmes() -> None:
    text = " ".join(block.text for block in acts("400 first=1")).casefold()
    assert "prévention et de protection" not in text
    assert "aide sociale à l’enfance" not in text


def test_a_table_with_a_missing_cell_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("font: Helvetica\ntitle: t\nauthor: a\n\n| État | ARS\n| 5 €", "utf-8")
    with pytest.raises(SystemExit, match=r"rows of \[1, 2\] cells"):
        write(source, tmp_path / "a.pdf")
