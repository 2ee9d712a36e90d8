"""How far a role goes on after its head: "préfète | de la région Bretagne", "adjoint | à la jeunesse"."""

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.parties.gazetteer import territories as places
from extractors.parties.territories import TerritoryMention
from extractors.people.office_data import Body, Head
from extractors.people.role_words import RoleWords

_DE = r"(?:(?:de +l|d)' *|(?:de +la|du|des|de) +)"
_A = r"(?:a +l' *|(?:a +la|aux?) +)"
_THE = r"(?:l' *|l[ae]s? +)"
# "la directrice de sa délégation finistérienne": of the body that the sentence told before
_OF = re.compile(rf" +(?:de +(?:sa|leur|notre) +(?=delegation|direction)|{_DE})")
_TO = re.compile(f" +{_A}")
_COMPETENCE = re.compile(
    r"(?P<comma> *,)? +(?:(?:plus +particulierement|specialement|notamment) +)?"
    rf"(?:(?:en +charge|chargee?s?|responsables?) +{_DE}"
    rf"|(?:deleguee?s?|referente?s?) +(?:{_A}|{_DE}|pour +{_THE}?|a +))"
)
_ABOUT = re.compile(rf" +(?:en +faveur +{_DE}|contre +{_THE}|entre +les +|pour +{_THE})")
_WITH = re.compile(f" +avec +{_THE}")
_NEAR = re.compile(rf" +(?:aupres +{_DE}|pres +(?:{_DE}|{_THE}))")
_GOVERNED = re.compile(" +(?:le|la|les) +| +l'")
_IN = re.compile(" +en +")
_IN_PLACE = re.compile(" +dans +(?:le|la|les) +| +dans +l' *")  # "la représentante de l'ARS dans le Jura"
# "responsable de l'unité territoriale | Haute-Loire"
_LOCAL_UNIT = re.compile(
    r"\b(?:unite|antenne|direction|delegation|service|site)(?: (?:territoria|departementa)le?)?$"
)
_AND = re.compile(" *,? +et +| *& *")
_COMMA = re.compile(" *, *")
_ITEM = re.compile(f"{_DE}|{_A}")
_ITEM_THE = re.compile(_THE)
_ACRONYM = re.compile(r" *\( *([A-ZÀ-Ý][\w.&'’-]{1,14}(?: \w{1,6})?) *\)")
# "le président (PS) du Département", "la présidente (divers droite) de l'Aube"
_COLOUR = re.compile(
    r" (?:\((?:[A-ZÉ]{2,6}|[dD]ivers (?:droite|gauche|centre)|[sS]ans étiquette|[\w' ]{3,25})\)"
    r"|PS|LR|UDI|PCF|EELV|DVD|DVG|DVC|LREM|PRG|MoDem|[dD]ivers (?:droite|gauche|centre)"
    r"|socialiste|communiste|centriste|écologiste|radicale?)(?= (?:d[eu]s?\b|d['’]))"
)
_NUMBER = re.compile(r" +(\d[\dab]\d?)(?![\w,.-])")
_CLOSES = re.compile(rf" *(?:[,.;:)\n]|$)| +(?:{_A}|{_DE})")
_ENDS = re.compile(r" *(?:[;)\n]|$)")
_MOST_ITEMS = 8


@dataclass
class Extent:
    """A role as far as it has been read.

    `last` is what it ends with, `open` whether a noun ends it that may have complements of its own;
    `competence` whether it is being said what for. `bodies` are the bodies named in it and `direct` the first
    of them where no noun comes before it; `inner` is the head of a role inside it ("directeur de cabinet
    du préfet"); `nouns` counts what is neither body nor territory.
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

    def go_on(self, end: int, last: Literal["head", "noun", "body", "territory"], *, is_open: bool) -> None:
        """Set where the role ends now and what it ends with."""
        self.end, self.last, self.open = end, last, is_open


def read_extent(words: RoleWords, head: Head, end: int, *, plural: bool) -> Extent:
    """Read the role whose head ends at `end`; what does not certainly belong to it is left out."""
    return _Reader(words, head, end, plural=plural).read()


class _Reader:
    """Reads one role, step by step; each step tells whether it read something."""

    def __init__(self, words: RoleWords, head: Head, end: int, *, plural: bool) -> None:
        self.words, self.text, self.folded = words, words.text, words.folded
        self.head, self.plural = head, plural
        self.role = Extent(self._qualified(end), competence=head.office == "ministre")

    def read(self) -> Extent:
        if tag := _COLOUR.match(self.text, self.role.end):
            self.role.end = tag.end()
        if self.head.needs == "governs":
            found = _GOVERNED.match(self.folded, self.role.end)
            if not found or not self._object(found.end(), noun=False):
                return self.role
        while self._goes_on() and (
            self._acronym() or self._complement() or self._apposition() or self._list() or self._and()
        ):
            pass
        self._body_behind()
        return self.role

    def _goes_on(self) -> bool:
        """Whether anything of the role can follow: each step begins with one of these signs."""
        return self.folded[self.role.end : self.role.end + 1] in (" ", ",", "(", "&")

    def _qualified(self, end: int) -> int:
        found = self.words.lexicon.qualifiers.match(self.folded, end)
        return found.end() if found else end

    def _acronym(self) -> bool:
        """Read "(ARS)", but not "(LR)", "(Isère)" or "(Anne Roy)"."""
        found = _ACRONYM.match(self.text, self.role.end)
        if not found or self.role.last == "head" or found[1].lower() in self.words.lexicon.not_acronyms:
            return False
        if sum(map(str.isupper, found[1].split()[0])) < 2 or found.start(1) in self.words.territories:
            return False
        if body := self.words.body_at(found.start(1)):
            self.role.bodies.append(body[0])
        self.role.end = found.end()
        return True

    def _complement(self) -> bool:
        """Read a preposition and what it governs."""
        role = self.role
        if found := _COMPETENCE.match(self.folded, role.end):
            if (found["comma"] and not self.head.topics) or not self._object(found.end(), noun=True):
                return False
            role.competence = True
            return True
        if found := _OF.match(self.folded, role.end):
            return self._object(found.end(), noun=role.open or self.words.is_capital(found.end()))
        if found := _TO.match(self.folded, role.end):
            topics = self.head.topics and role.last != "territory"
            return not self.words.is_verb(found) and self._object(found.end(), noun=topics)
        if found := _NEAR.match(self.folded, role.end):
            return self._object(found.end(), noun=True)
        found = _IN.match(self.folded, role.end)
        if not found and role.last == "body" and self.head.needs == "body" and not self.head.by_body:
            found = _IN_PLACE.match(self.folded, role.end)
        if found:
            return found.end() in self.words.territories and self._object(found.end(), noun=False)
        aim = self._aim(role.end)
        return aim is not None and self._object(aim, noun=True)

    def _aim(self, end: int) -> int | None:
        """Return where the object of "contre la", "en faveur de" … begins, which only competences have."""
        if not (self.head.topics or self.role.competence):
            return None
        found = _ABOUT.match(self.folded, end)
        if not found and self.folded.endswith("relations", 0, end):
            found = _WITH.match(self.folded, end)
        return found.end() if found else None

    def _apposition(self) -> bool:
        """Read what follows with no preposition: "ARS Bretagne", "DDETS 38", "directrice enfance famille"."""
        start = self.words.skip(self.role.end)
        if start == self.role.end or not self.folded[start : start + 1].isalnum():
            return False
        if self.role.last == "body":
            start += 3 if self.text.startswith("La ", start) else 0  # "ARS La Réunion"
            return self._number() or (start in self.words.territories and self._object(start, noun=False))
        if self.role.last == "noun" and start in self.words.territories:
            local = _LOCAL_UNIT.search(self.folded, max(0, self.role.end - 40), self.role.end)
            return local is not None and self._object(start, noun=False)
        if self.role.last != "head" or not self.head.apposed or self.role.inner:
            return False
        topic = self.words.is_topic(start)
        return (topic or self.words.is_capital(start)) and self._object(start, noun=topic)

    def _body_behind(self) -> None:
        """Read ", Agence régionale de santé Bretagne" at the end of a role that tells of no other body."""
        comma = _COMMA.match(self.folded, self.role.end)
        body = self.words.body_at(comma.end()) if comma and self.head.weak and self.head.apposed else None
        if comma is None or body is None or not self.words.is_capital(comma.end()):
            return
        if any(known.party != body[0].party for known in self.role.bodies):
            return
        before = replace(self.role, bodies=[*self.role.bodies], territories=[*self.role.territories])
        self._object(comma.end(), noun=False)
        self._apposition()
        if not _ENDS.match(self.folded, self.role.end):
            self.role = before

    def _number(self) -> bool:
        found = _NUMBER.match(self.folded, self.role.end)
        code = found[1].upper() if found else ""
        if not found or not self.words.is_capital(self.role.end - 1) or code not in places():
            return False
        here = TerritoryMention(found.start(1), found.end(1), (code,), places()[code].name, "bare")
        self.role.territories.append(here)
        self.role.go_on(found.end(), "territory", is_open=False)
        return True

    def _and(self) -> bool:
        """Read "et de la famille", "et infantile", "et de la Drôme"."""
        found = _AND.match(self.folded, self.role.end)
        end = self._item(found.end(), final=True) if found else None
        if end is None:
            return False
        self._go_on_to(end)
        return True

    def _list(self) -> bool:
        """Read ", de la famille et de la jeunesse": only a list that an "et" closes."""
        role = self.role
        territories = self.plural and role.last == "territory"
        if not (territories or role.competence or (self.head.topics and role.last == "noun")):
            return False
        end = role.end
        for _ in range(_MOST_ITEMS):
            comma = _COMMA.match(self.folded, end)
            item = self._item(comma.end(), final=False) if comma else None
            if item is None:
                return False
            end = item
            if found := _AND.match(self.folded, end):
                last = self._item(found.end(), final=True)
                if last is not None:
                    self._go_on_to(last)
                return last is not None
        return False

    def _go_on_to(self, end: int) -> None:
        """Take in the items up to `end`."""
        role = self.role
        if role.last == "territory":
            inside = range(role.end, end)
            role.territories += [place for at, place in self.words.territories.items() if at in inside]
        role.end = end

    def _item(self, start: int, *, final: bool) -> int | None:
        """Return where an item of a list of the same role ends, None where something else begins.

        `final` tells that no other item follows: one with a mere article must then end the clause.
        """
        role = self.role
        topics = role.competence or self.head.topics
        found = _ITEM.match(self.folded, start)
        at = found.end() if found else start
        if place := self.words.territories.get(at):
            return place.end if found and role.last == "territory" else None
        if role.last == "head" or not (role.last == "noun" or role.open or role.competence):
            return None
        if found and found.group().startswith("a"):
            return self._long_noun(at) if topics and not self.words.is_verb(found) else None
        if found:
            return self._long_noun(at)
        if found := _ITEM_THE.match(self.folded, start):
            topics = role.competence or (topics and self.words.is_topic(found.end()))
            end = self._long_noun(found.end()) if topics else None
            return end if end and (not final or _CLOSES.match(self.folded, end)) else None
        bare = role.last == "noun" and (self.words.is_topic(start) or self.words.is_adjective(start))
        return self._long_noun(start) if bare else None

    def _long_noun(self, start: int) -> int | None:
        """Return where a noun with its own complements ends: "la lutte contre la pauvreté"."""
        end = self._mere_noun(start)
        while end is not None:
            of = _OF.match(self.folded, end)
            following = of.end() if of else self._aim(end)
            longer = None if following is None else self._mere_noun(following)
            if longer is None:
                return end
            end = longer
        return None

    def _mere_noun(self, start: int) -> int | None:
        """Return where a noun ends that is no territory, party or role of somebody else."""
        body = self.words.body_at(start)
        if start in self.words.territories or (body and not body[0].open) or self.words.head_at(start):
            return None
        return self.words.noun_at(start)

    def _object(self, start: int, *, noun: bool) -> bool:
        """Read a territory, a body, the head of another role or, where `noun` allows it, a noun."""
        role = self.role
        body, place = self.words.body_at(start), self.words.territories.get(start)
        if body or place:
            self._take(body, place)
            return True
        if noun and role.last in ("head", "noun") and (nested := self.words.head_at(start)):
            role.inner = role.inner or nested[0]
            role.go_on(self._qualified(nested[1]), "head", is_open=True)
            return True
        end = self.words.noun_at(start) if noun else None
        if end is None:
            return False
        # "Nantes Métropole", "Dijon Agglo"
        tail = self.words.body_at(self.folded.rfind(" ", start, end) + 1)
        if tail and tail[1] == end and tail[0].open and self.words.is_capital(start):
            self._take(tail, None)
            return True
        role.nouns += 1
        role.go_on(end, "noun", is_open=True)
        return True

    def _take(self, body: tuple[Body, int] | None, place: TerritoryMention | None) -> None:
        """Take in a body, a territory, or a body whose name is that of a territory."""
        role = self.role
        if body:
            if not (role.nouns or role.inner or role.bodies or body[0].indirect):
                role.direct = body[0]
            role.bodies.append(body[0])
            is_open = body[0].open or role.competence
            role.go_on((self.words.tail_at(body[1]) if is_open else None) or body[1], "body", is_open=is_open)
        if place:
            role.territories.append(place)
            if place.end >= role.end:
                role.go_on(place.end, "territory", is_open=False)
