"""How far a role goes on after its head: "préfète | de la région Bretagne", "vice-présidente | chargée de l'enfance"."""

import re
from dataclasses import dataclass, field
from typing import Literal

from extractors.names import lexicon as names
from extractors.office_data import Body, Head, lexicon
from extractors.source import Source
from extractors.territories import TerritoryMention

_DE = r"(?:(?:de +l|d)' *|(?:de +la|du|des|de) +)"
_A = r"(?:a +l' *|(?:a +la|aux?) +)"
_THE = r"(?:l' *|l[ae]s? +)"
_OF = re.compile(f" +{_DE}")
_TO = re.compile(f" +{_A}")
_COMPETENCE = re.compile(
    r"(?P<comma> *,)? +(?:(?:plus +particulierement|specialement|notamment) +)?"
    rf"(?:(?:en +charge|chargee?s?|responsables?) +{_DE}|(?:deleguee?s?|referente?s?) +(?:{_A}|{_DE}|pour +{_THE}?|a +))"
)
_ABOUT = re.compile(rf" +(?:en +faveur +{_DE}|contre +{_THE}|entre +les +|pour +{_THE})")
_NEAR = re.compile(rf" +(?:aupres +{_DE}|pres +(?:{_DE}|{_THE}))")
_IN = re.compile(" +en +")
_WITH = re.compile(f" +avec +{_THE}")
_AND = re.compile(" *,? +et +| *& *")
_COMMA = re.compile(" *, *")
_ITEM = re.compile(f"{_DE}|{_A}")
_ITEM_THE = re.compile(_THE)
_ACRONYM = re.compile(r" *\( *([A-ZÀ-Ý][\w.&' -]{1,14}?) *\)")
_WORD = re.compile(r"[a-z0-9&]+(?:[-'][a-z0-9&]+)*")
_ORDINAL = re.compile(r"\d{1,2} ?(?:ere?|re|eme|nde?|e)\b")
_VERBAL = re.compile("[a-z]+(?:aient|ait|[^m]ent|erent|irent|eront|iront|[cdglnrst]a)")
_HONORIFIC = re.compile(
    r"(?:mm?\.|mmes?\b\.?|mlles?\b\.?|monsieur\b|madame\b|messieurs\b|mesdames\b|dr\b\.?)"
)
_STOP = re.compile(rf" *(?:[,.;:)\n]|$)| +(?:{_A}|{_DE})")
_PLACE_WORDS = frozenset(["sur", "sous", "les", "lez", "en"])
_MOST_WORDS = 5
_MOST_ITEMS = 8


@dataclass
class Extent:
    """A role as far as it has been read.

    `last` is what it ends with, `open` whether a noun ends it that may have complements of its own;
    `competence` whether it is being said what for. `bodies` are the bodies named in it and `direct` the first
    of them where no noun comes before it; `inner` is the head of a role inside it ("directeur de cabinet du préfet").
    """

    end: int
    last: Literal["head", "noun", "body", "territory"] = "head"
    open: bool = True
    competence: bool = False
    bodies: list[Body] = field(default_factory=list)
    direct: Body | None = None
    inner: Head | None = None
    territories: list[TerritoryMention] = field(default_factory=list)
    nouns: int = 0


class Reader:
    """Reads on from the heads of a source; what does not certainly belong to a role is left out."""

    def __init__(self, source: Source, territories: dict[int, TerritoryMention]) -> None:
        self.text, self.folded = source.text, source.folded
        self.territories = territories
        self.words = lexicon()
        self.names = names()

    def read(self, head: Head, start: int, end: int, plural: bool) -> Extent:
        """Read the role whose head stands from `start` to `end`."""
        self.head, self.plural = head, plural
        self.shouted = self.text[start:end].isupper()
        self.role = Extent(self._qualified(end), competence=head.office == "ministre")
        while self._acronym() or self._complement() or self._apposition() or self._list() or self._and():
            pass
        return self.role

    def head_at(self, start: int) -> tuple[Head, int] | None:
        """Return the head of a role that begins at `start`, and where it ends."""
        if stem := self.words.scan.match(self.folded, start):
            for head in self.words.heads[stem.group()]:
                if (found := head.pattern.match(self.folded, start)) and (
                    not head.acronym or self.text[start : found.end()].isupper()
                ):
                    return head, found.end()
        return None

    # The steps; each tells whether it read something.

    def _qualified(self, end: int) -> int:
        found = self.words.qualifiers.match(self.folded, end)
        return found.end() if found else end

    def _acronym(self) -> bool:
        found = _ACRONYM.match(self.text, self.role.end)
        if not found or self.role.last == "head" or found[1].lower() in self.words.not_acronyms:
            return False
        if (
            sum(map(str.isupper, found[1])) < 2
            or len(found[1].split()) > 2
            or self._territory_in(found.start(1))
        ):
            return False
        if body := self._body_at(found.start(1)):
            self.role.bodies.append(body[0])
        self.role.end = found.end()
        return True

    def _territory_in(self, start: int) -> bool:
        return start in self.territories and bool(self.territories[start].codes)

    def _complement(self) -> bool:
        role = self.role
        if found := _COMPETENCE.match(self.folded, role.end):
            if (found["comma"] and not self.head.topics) or not self._object(found.end(), noun=True):
                return False
            role.competence = True
            return True
        if found := _OF.match(self.folded, role.end):
            return self._object(found.end(), noun=role.open or self._is_capital(found.end()))
        if found := _TO.match(self.folded, role.end):
            topics = self.head.topics and role.last != "territory"
            return not self._is_verb(found) and self._object(found.end(), noun=topics)
        if found := _NEAR.match(self.folded, role.end):
            return self._object(found.end(), noun=True)
        if found := _IN.match(self.folded, role.end):
            return self._territory_in(found.end()) and self._object(found.end(), noun=False)
        return self._aim(role.end) is not None and self._object(self._aim(role.end) or 0, noun=True)

    def _aim(self, end: int) -> int | None:
        """Return where the object of "contre la", "en faveur de" … begins, which only competences have."""
        if not (self.head.topics or self.role.competence):
            return None
        found = _ABOUT.match(self.folded, end)
        if not found and self.folded.endswith("relations", 0, end):
            found = _WITH.match(self.folded, end)
        return found.end() if found else None

    def _apposition(self) -> bool:
        """Read what follows with no preposition: "ARS Bretagne", "directrice enfance famille"."""
        start = self._skip(self.role.end)
        if start == self.role.end or not self.folded[start : start + 1].isalnum():
            return False
        if self.role.last == "body" and start in self.territories:
            return self._object(start, noun=False)
        if self.role.last != "head" or not self.head.apposed or self.role.inner:
            return False
        word = _WORD.match(self.folded, start)
        topic = word is not None and re.split("[-']", word.group())[0] in self.words.competences
        return (topic or self._is_capital(start)) and self._object(start, noun=topic)

    def _and(self) -> bool:
        """Read "et de la famille", "et infantile", "et de la Drôme"."""
        found = _AND.match(self.folded, self.role.end)
        return bool(found) and self._close(found.end() if found else 0)

    def _list(self) -> bool:
        """Read ", de la famille et de la jeunesse": only a list that an "et" closes."""
        role = self.role
        territories = self.plural and role.last == "territory"
        if not (territories or role.competence or (self.head.topics and role.last == "noun")):
            return False
        end = role.end
        for _ in range(_MOST_ITEMS):
            comma = _COMMA.match(self.folded, end)
            following = self._item(comma.end()) if comma else None
            if following is None:
                return False
            end = following
            if found := _AND.match(self.folded, end):
                before, role.end = role.end, end
                if self._close(found.end()):
                    self._collect(before, end)
                    return True
                role.end = before
                return False
        return False

    def _collect(self, start: int, end: int) -> None:
        inside = [mention for at, mention in self.territories.items() if start <= at < end]
        self.role.territories[-1:-1] = inside

    def _close(self, start: int) -> bool:
        """Read the item after an "et"."""
        end = self._item(start)
        if end is None:
            return False
        if start_of_place := self._place(start):
            self.role.territories.append(self.territories[start_of_place])
        self.role.end = end
        return True

    def _place(self, start: int) -> int | None:
        """Return where the territory of the item at `start` begins, None where it is none."""
        found = _ITEM.match(self.folded, start)
        at = found.end() if found else start
        return at if at in self.territories else None

    def _item(self, start: int) -> int | None:
        """Return where an item of a list ends that goes on with the same role, None where something else begins."""
        role = self.role
        found = _ITEM.match(self.folded, start)
        at = found.end() if found else start
        if at in self.territories:
            return self.territories[at].end if found and role.last == "territory" else None
        if role.last in ("territory", "body") and not role.open and not role.competence:
            return None
        if found:
            topics = role.competence or self.head.topics
            allowed = (
                topics and not self._is_verb(found) if found.group().startswith("a") else role.last != "head"
            )
            return self._long_noun(at) if allowed else None
        if found := _ITEM_THE.match(self.folded, start):
            end = self._long_noun(found.end()) if role.competence or self.head.topics else None
            return end if end and _STOP.match(self.folded, end) else None
        word = _WORD.match(self.folded, start)
        if word is None or role.last != "noun":
            return None
        topic = re.split("[-']", word.group())[0] in self.words.competences
        return self._long_noun(start) if topic or self.text[start].islower() else None

    # What a preposition governs.

    def _object(self, start: int, noun: bool) -> bool:
        """Read a territory, a body, the head of another role or, where `noun` allows it, a noun."""
        role = self.role
        body, place = self._body_at(start), self.territories.get(start)
        if body or place:
            self._take(body, place)
            return True
        if noun and role.last in ("head", "noun") and (nested := self.head_at(start)):
            role.inner = role.inner or nested[0]
            role.end, role.last, role.open = self._qualified(nested[1]), "head", True
            return True
        end = self._noun(start) if noun else None
        if end is None:
            return False
        role.nouns += role.last != "body"
        role.end, role.last, role.open = end, "noun", True
        return True

    def _take(self, body: tuple[Body, int] | None, place: TerritoryMention | None) -> None:
        role = self.role
        if body:
            if not role.nouns and not role.inner and not role.bodies and not body[0].indirect:
                role.direct = body[0]
            role.bodies.append(body[0])
            role.end, role.last, role.open = body[1], "body", body[0].open or role.competence
            if role.open and (tail := self._tail(role.end)):
                role.end = tail
        if place:
            role.territories.append(place)
            if place.end >= role.end:
                role.end, role.last, role.open = place.end, "territory", False

    def _body_at(self, start: int) -> tuple[Body, int] | None:
        for pattern, body in self.words.bodies:
            if found := pattern.match(self.folded, start):
                # Short ones are acronyms, or "État": words in lower case are something else.
                return (body, found.end()) if self._is_capital(start) or found.end() - start > 4 else None
        return None

    def _long_noun(self, start: int) -> int | None:
        """Return where a noun with its own complements ends: "la lutte contre la pauvreté"."""
        body = self._body_at(start)
        if self._is_head(start) or (body and not body[0].open):
            return None
        end = self._noun(start)
        while end:
            of = _OF.match(self.folded, end)
            following = of.end() if of else self._aim(end)
            if following is None or following in self.territories or self._body_at(following):
                return end
            longer = None if self._is_head(following) else self._noun(following)
            if longer is None:
                return end
            end = longer
        return None

    def _is_head(self, start: int) -> bool:
        return self.head_at(start) is not None

    def _noun(self, start: int) -> int | None:
        """Return where a noun with its adjectives, or a proper name, ends; None where there is none."""
        if _ORDINAL.match(self.folded, start):
            first = _ORDINAL.match(self.folded, start)
            return self._tail(first.end()) or first.end() if first else None
        word = _WORD.match(self.folded, start)
        if word is None or self._is_person(start) or not word.group()[0].isalpha():
            return None
        article = word.group() in ("la", "le", "les") and self._is_capital(start) and not self.shouted
        if self._ends_role(word) and not article:
            return None
        return self._tail(word.end()) or word.end()

    def _tail(self, end: int) -> int | None:
        """Return where the adjectives, or the other words of a proper name, end that follow at `end`."""
        last: int | None = None
        for _ in range(_MOST_WORDS):
            start = self._skip(end)
            word = _WORD.match(self.folded, start)
            if start == end or word is None or self._is_person(start) or start in self.territories:
                return last
            place = word.group() in _PLACE_WORDS and self._is_capital(self._skip(word.end()))
            if not place and (self._ends_role(word) or not word.group()[0].isalpha()):
                return last
            end = word.end()
            last = last if place else end
        return last

    def _ends_role(self, word: re.Match[str]) -> bool:
        written = word.group()
        if written in self.words.ends or written[1:2] == "'" or written.startswith("qu'"):
            return True
        verbal = _VERBAL.fullmatch(written) and written not in self.words.nouns
        return bool(verbal) and self.text[word.start()].islower()

    def _is_person(self, start: int) -> bool:
        """Whether the name of a person begins at `start`, with a honorific or a given name."""
        if _HONORIFIC.match(self.folded, start):
            return True
        word = _WORD.match(self.folded, start)
        if word is None or not self._is_capital(start):
            return False
        after = self._skip(word.end())
        following = _WORD.match(self.folded, after)
        if following is None or after == word.end():
            return False
        given, surname = word.group().split("-")[0], self.text[after : following.end()]
        if given in self.names.given:
            common = given in self.names.ambiguous
            if common and following.group().split("-")[0] in self.names.given:
                return False
            return surname[0].isupper() or (not common and following.group() in self.names.particles)
        shouted = surname.isupper() and len(surname) > 2 and not self._body_at(after)
        return shouted and not self.text[start : word.end()].isupper()

    def _is_capital(self, start: int) -> bool:
        return self.text[start : start + 1].isupper()

    def _is_verb(self, found: re.Match[str]) -> bool:
        """Whether "a" before an article is written without its accent, in lower case: "a la charge de"."""
        return re.search(r"\ba\s", self.text[found.start() : found.end()]) is not None

    def _skip(self, end: int) -> int:
        while self.folded[end : end + 1] == " ":
            end += 1
        return end
