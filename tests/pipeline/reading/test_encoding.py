"""Bytes in each encoding that French files come in, made here from strings."""

import pytest

from pipeline.reading.encoding import codec_name, decode

SENTENCES = [
    "Le préfet et la présidente du conseil départemental ont signé l'avenant à Nîmes.",
    "L'État versera 350 000 € au Département, dès la fin août.",
    "DÉLIBÉRATION DE L'ASSEMBLÉE DÉPARTEMENTALE",
    "Une sœur et deux frères ont été entendus ; l'œuvre d'un cœur généreux.",
    "« Nous voulons agir tôt », a déclaré la maire d'Échirolles.",
    "Signé à Orléans.",
    "Coût : 2 € par repas, où que l'on soit.",
    "Le maïs, la Noël, le capharnaüm, l'aiguë.",
]
TYPOGRAPHIC = [
    "L’avenant n° 2 – signé « hier » – porte sur 12 M€…",
    "Élue de l’opposition, elle s’est abstenue.",
]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso8859_15", "mac_roman"]
)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_sentence_in_each_encoding(sentence: str, encoding: str) -> None:
    assert decode(sentence.encode(encoding)).text == sentence


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_byte_order_mark(encoding: str) -> None:
    assert decode(SENTENCES[0].encode(encoding)).text == SENTENCES[0]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("sentence", TYPOGRAPHIC)
def test_typographic_signs(sentence: str, encoding: str) -> None:
    assert decode(sentence.encode(encoding)).text == sentence


@pytest.mark.parametrize("sentence", [s for s in SENTENCES if "€" not in s and "œ" not in s])
def test_files_of_dos(sentence: str) -> None:
    assert decode(sentence.encode("cp850")).text == sentence


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1252"])
@pytest.mark.parametrize(
    "sentence", ["Éveiller au langage", "Être signé", "Signé à l'École", "Où est l'État"]
)
def test_a_single_capital_with_an_accent(sentence: str, encoding: str) -> None:
    assert decode(sentence.encode(encoding)).text == sentence


def test_bytes_of_a_macintosh_that_are_utf_8_by_chance() -> None:
    text = "Le Calvados et l’État signent"
    assert decode(text.encode("mac_roman")).text == text


@pytest.mark.parametrize("text", ["👍 OK", "Αθήνα", "ღ", "naïve"])
def test_other_characters_of_utf_8(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", [])


def test_valid_utf_8_is_utf_8_whatever_is_declared() -> None:
    assert decode("préfète".encode(), "cp1252").encoding == "utf-8"


def test_utf_8_that_was_cut_is_read_with_a_problem() -> None:
    data = ("Signé à l'hôtel de préfecture, où l'État a été représenté. " * 3).encode()
    decoded = decode(data[: data.rindex(b"\xc3") + 1])
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith("Signé à l'hôtel de préfecture")
    assert [problem.code for problem in decoded.problems] == ["undecodable_characters"]


def test_a_declared_encoding_of_another_language_is_believed() -> None:
    text = "Škoda a signé hier, Plzeň aussi"
    assert decode(text.encode("iso8859_2"), "iso8859-2").text == text


# What a page calls an encoding, for bytes that are of another: they read as French in that one.
@pytest.mark.parametrize("label", ["ISO-8859-15", "macintosh", "IBM850", "windows-1252", "latin1"])
def test_a_declared_encoding_of_french_is_a_hint_and_no_order(label: str) -> None:
    text = "La préfète a signé à l’été ; l’État versera 350 000 € au Département."
    other = "cp1252" if label in ("ISO-8859-15", "macintosh", "IBM850") else "mac_roman"
    assert decode(text.encode(other), codec_name(label)).text == text


def test_a_long_text_is_judged_by_a_part_of_it() -> None:
    text = "Le préfet a signé à l'été.\n" * 20_000
    assert decode(text.encode("mac_roman")).text == text
