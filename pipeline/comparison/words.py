"""The words in which a comparison speaks, English or French."""

from importlib.resources import files
from tomllib import loads
from typing import NamedTuple

_ALL: dict[str, dict[str, dict[str, str]]] = loads(
    files("pipeline.comparison").joinpath("words.toml").read_text("utf-8")
)
# The fields, in the order in which they are shown.
FIELDS = list(_ALL["fr"]["fields"])


class Words(NamedTuple):
    r"""The words of a language; what it has no word for is called as in the record.

    >>> ENGLISH.field("other_dates"), FRENCH.field("other_dates"), FRENCH.number(1200)
    ('other dates', 'autres dates', '1\xa0200')
    """

    language: str

    def field(self, name: str) -> str:
        """What a field of a document is called."""
        return self._word("fields", name)

    def kind(self, name: str) -> str:
        """What a kind of change is called."""
        return self._word("kinds", name)

    def column(self, name: str) -> str:
        """The heading of a column."""
        return self._word("columns", name)

    def detail(self, name: str) -> str:
        """What a part of a value is called."""
        return self._word("details", name)

    def sign(self, name: str) -> str:
        """What stands between words, or around them."""
        return self._word("signs", name)

    def headline(self, name: str, count: int = 0) -> str:
        """A part of the line that says it in short."""
        return self._word("headline", name).format(self.number(count))

    def number(self, count: int) -> str:
        """Write a count."""
        return f"{count:,}".replace(",", self.sign("thousands"))

    def _word(self, table: str, name: str) -> str:
        return _ALL[self.language].get(table, {}).get(name) or name.replace("_", " ")


ENGLISH = Words("en")
FRENCH = Words("fr")
