"""What a source and those who look for words in it refuse, rather than going wrong in silence."""

import pytest

from extractors.text.source import Source
from extractors.text.word_scan import WordScan


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (0, 99)])
def test_no_evidence_without_a_passage(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no passage"):
        Source("Le contrat est signé.").evidence(start, end, "rule")


def test_a_pattern_is_looked_for_by_its_first_letters() -> None:
    with pytest.raises(ValueError, match="does not begin with two letters"):
        WordScan({"years": [r"\d{4}"]})
