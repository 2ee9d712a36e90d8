"""What the words of a role are: a head, a body, a noun with its adjectives, the name of a person, a verb."""

import re

from extractors.parties.territories import COMMUNITY, TerritoryMention
from extractors.people.name_words import lexicon as names
from extractors.people.office_data import Body, Head, lexicon
from extractors.text.source import Source

WORD = re.compile(r"[\w&]+(?:[-'][\w&]+)*")
_ORDINAL = re.compile(r"\d{1,2} ?(?:ere?|re|eme|nde?|e)\b")
_VERBAL = re.compile("[a-z]+(?:aient|ait|[^m]ent|erent|irent|eront|iront|[cdglnrst]a)")
_HONORIFIC = re.compile(r"(?:mm?\.|(?:mmes?|mlles?|dr|mr)\b\.?|(?:monsieur|madame|messieurs|mesdames)\b)")
_INFINITIVE = re.compile("[a-z]{2,}(?:[ei]r|dre|ttre)")
_PLACE_WORDS = frozenset(["sur", "sous", "les", "lez", "en"])
# Bodies that are common words when they are written without a capital.
_NEEDS_CAPITAL = frozenset(["etat", "ch", "ordre"])
_MOST_WORDS = 5
# "LE GOFF", "DU BOIS": an article in capitals opens the name of a family that is written so.
_FAMILY = re.compile(r"(?:LE|LA|LES|DU|DE|DES)\s(?:LA\s)?[A-ZÀ-ÖØ-Þ]{2}")


_COMPASS = re.compile(r"\b(?:Nord|Sud|Est|Ouest|Centre)$")


class RoleWords:
    """Tells what begins at an offset of a source; no phrase goes beyond its block.

    `territories` are the mentions of the source by their start.
    """

    def __init__(self, source: Source, territories: dict[int, TerritoryMention]) -> None:
        self.text, self.folded = source.text, source.folded
        self.territories = territories
        self.lexicon = lexicon()
        self.names = names()

    def head_at(self, start: int) -> tuple[Head, int] | None:
        """Return the head of a role that begins at `start`, and where it ends."""
        if start and self.folded[start - 1].isalnum():
            return None
        for head in self.lexicon.heads_at(self.folded, start):
            found = head.pattern.match(self.folded, start)
            if found and (not head.acronym or self.text[start : found.end()].isupper()):
                return head, found.end()
        return None

    def body_at(self, start: int) -> tuple[Body, int] | None:
        """Return the body that is named at `start`, and where its name ends."""
        found = self.lexicon.body.match(self.folded, start)
        if found is None or found.lastindex is None:
            return None
        body = self.lexicon.bodies[found.lastindex - 1]
        common = found.group() in _NEEDS_CAPITAL and body.kind != "region" and not self.is_capital(start)
        return None if common else (body, found.end())

    def noun_at(self, start: int) -> int | None:
        """Return where a noun with its adjectives, or a proper name, ends; None where there is none."""
        if ordinal := _ORDINAL.match(self.folded, start):
            return self.tail_at(ordinal.end()) or ordinal.end()
        word = WORD.match(self.folded, start)
        if word is None or self.is_person(start) or not word.group()[0].isalpha():
            return None
        if _INFINITIVE.fullmatch(word.group()) and not self._is_noun(word):
            return None  # "autorise le maire de signer"
        article = word.group() in ("la", "le", "les") and self.text[start : start + 2].istitle()
        if self._ends_role(word) and not article:
            return None
        return self.tail_at(word.end()) or word.end()

    def tail_at(self, end: int) -> int | None:
        """Return where the adjectives, or the other words of a proper name, end that follow at `end`."""
        last: int | None = None
        for _ in range(_MOST_WORDS):
            start = self.skip(end)
            word = WORD.match(self.folded, start)
            if start == end or word is None or self.is_person(start):
                return last
            if start in self.territories and not self._names_a_community(end, self.territories[start].end):
                return last
            place = word.group() in _PLACE_WORDS and self.is_capital(self.skip(word.end()))
            if not place and (self._ends_role(word) or not self._describes(word)):
                return last
            end = word.end()
            last = last if place else end
        return last

    def _names_a_community(self, start: int, end: int) -> bool:
        """Whether a territory between `start` and `end` is part of the name of a community of communes.

        "Ouest Aveyron Communauté", "Angers Loire Métropole"
        """
        return bool(_COMPASS.search(self.text, max(0, start - 7), start) or COMMUNITY.match(self.folded, end))

    def is_topic(self, start: int) -> bool:
        """Whether a word begins at `start` that competences are named after."""
        word = WORD.match(self.folded, start)
        return word is not None and re.split("[-']", word.group())[0] in self.lexicon.competences

    def is_adjective(self, start: int) -> bool:
        """Whether the word at `start` looks like an adjective: "protection maternelle et | infantile"."""
        word = WORD.match(self.folded, start)
        if word is None or self.is_capital(start) or self._ends_role(word):
            return False
        return word.group().rstrip("s").endswith((*self.lexicon.nominal, "al", "aux", "if", "el"))

    def is_person(self, start: int) -> bool:
        """Whether the name of a person begins at `start`, with a honorific or a given name."""
        if _HONORIFIC.match(self.folded, start):
            return True
        word = WORD.match(self.folded, start)
        after = self.skip(word.end()) if word else start
        following = WORD.match(self.folded, after)
        if word is None or following is None or after == word.end() or not self.is_capital(start):
            return False
        given, surname = word.group().split("-")[0], self.text[after : following.end()]
        if given in self.names.given and _FAMILY.match(self.text, after):
            return True
        if given in self.names.given and following.group() not in self.names.stop:
            common = given in self.names.ambiguous
            if common and following.group().split("-")[0] in self.names.given:
                return False  # "Nancy Mathieu Klein": the town and then the person
            return surname[0].isupper() or (not common and following.group() in self.names.particles)
        shouted = surname.isupper() and len(surname) > 2 and not self.body_at(after)
        return shouted and not self.text[start : word.end()].isupper()

    def is_capital(self, start: int) -> bool:
        """Whether a capital stands at `start`."""
        return self.text[start : start + 1].isupper()

    def is_verb(self, found: re.Match[str]) -> bool:
        """Whether "a" before an article is written without its accent, in lower case: "a la charge de"."""
        return re.search(r"\ba\s", self.text[found.start() : found.end()]) is not None

    def skip(self, end: int) -> int:
        """Return where the spaces end that begin at `end`."""
        while self.folded[end : end + 1] == " ":
            end += 1
        return end

    def _ends_role(self, word: re.Match[str]) -> bool:
        written = word.group()
        if written in self.lexicon.ends or written[1:2] == "'" or written.startswith("qu'"):
            return True
        if self.text[word.start() : word.start() + 2].istitle():
            return False  # "la zone de défense Est"
        return written in self.lexicon.verbs or (bool(_VERBAL.fullmatch(written)) and not self._is_noun(word))

    def _is_noun(self, word: re.Match[str]) -> bool:
        """Whether a word that looks like a verb is none: it has a capital or is known."""
        return self.is_capital(word.start()) or word.group() in self.lexicon.nouns

    def _describes(self, word: re.Match[str]) -> bool:
        """Whether a word goes on with the noun before it; of those in "-e" many are verbs."""
        written = word.group()
        if not written.endswith("e") or self.is_capital(word.start()):
            return written[0].isalpha()
        return self.is_topic(word.start()) or written.endswith(self.lexicon.nominal)
