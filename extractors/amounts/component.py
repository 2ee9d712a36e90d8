"""The amounts of a text: money with who pays it, what for, when, and whether it is money of a contract."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from extractors.amounts.carried import settle
from extractors.amounts.carried_years import carry_years
from extractors.amounts.clauses import Payment
from extractors.amounts.decided import pay_what_is_decided
from extractors.amounts.funding import Verdict, find_roles
from extractors.amounts.headed_years import head_years
from extractors.amounts.in_tables import find_cells
from extractors.amounts.over_years import pay_over_years
from extractors.amounts.parts import add_rest, add_up_cells
from extractors.amounts.payers import find_payments
from extractors.amounts.shared_out import share_out
from extractors.amounts.terms import Terms, find_terms
from extractors.amounts.year_ranks import count_years
from extractors.facts import Amount
from extractors.found import found_in, mark
from extractors.money.passages import find_passages
from extractors.money.statements import find_money
from extractors.money.written import Mention
from extractors.parties.bodies import in_order
from extractors.tables.cells import Cell, add_cells, cells_of
from extractors.tables.forms import cells_of_forms, find_forms
from extractors.tables.priced_lines import find_priced_lines
from extractors.tables.sums import check_sums
from extractors.tables.tables import Table, read_tables, tables_of
from extractors.text.source import Source

_ONLY_YEAR = re.compile(r"\W*(?:(?:pour |en )?l'|en |au titre de l')?(?:annee |exercice )?20\d\d\W*")
_YEARLY = re.compile(r"\b(?:annuel(?:le)?s?|par an)\b")


def find_amounts(source: Source, tables: Sequence[Table] | None = None) -> list[Amount]:
    """Find the money of the main text, each amount once, in order; `tables` are read where they are not given.

    The same value stated twice is one amount with both passages, unless payers, years or terms differ, or both
    stand in a table. The evidence carries how sure the role is; who knows the whole document may revise it.

    Examples
    --------
    >>> (amount,) = find_amounts(Source("Le contrat est signé : l'État apporte près de 2,5 M€ par an."))
    >>> amount.value, amount.approximation, amount.payers, amount.per_year, amount.role
    (Decimal('2500000'), 'almost', ['etat'], True, 'funding')
    """
    tables = read_tables(source) if tables is None else tables
    forms = cells_of_forms(source, find_forms(source))
    cells = [*find_cells(source), *cells_of(source, tables), *forms]
    known = {cell.start for cell in cells}
    cells += [cell for cell in find_priced_lines(source) if cell.start not in known]
    cells.sort(key=lambda cell: cell.start)
    mentions = add_cells(settle(source, find_money(source)), cells)
    if not mentions:
        return []
    passages = find_passages(source, mentions)
    terms = find_terms(source, mentions, passages)
    payments = find_payments(source, mentions, passages)
    placed, recalled = _apply_tables(source, mentions, cells, terms, payments)
    add_rest(source, tables, mentions, payments)
    add_up_cells(source, mentions, passages, payments, placed)
    share_out(source, mentions, terms, payments, placed)
    pay_over_years(source, mentions, terms, payments)
    verdicts = find_roles(source, mentions, passages, terms, payments)
    shares = [
        payment.payers if verdict.role == "funding" and not term.per_year else []
        for term, payment, verdict in zip(terms, payments, verdicts, strict=True)
    ]
    count_years(source, mentions, terms)
    carry_years(source, mentions, [term.time for term in terms], shares)
    head_years(source, mentions, terms, verdicts)
    pay_what_is_decided(source, mentions, terms, payments, verdicts)
    for index, mention in enumerate(mentions):
        if mention.start in recalled:
            verdicts[index] = _RECALLED
    amounts: list[Amount] = []
    by_value: dict[Decimal, list[Amount]] = defaultdict(list)
    for parts in zip(mentions, terms, payments, verdicts, strict=True):
        amount = _amount(source, *parts)
        # Two cells of a table are two amounts, however alike they are.
        others = by_value[amount.value] if parts[0].start not in placed else ()
        same = next((other for other in others if _same(other, amount)), None)
        if same is None:
            amounts.append(amount)
            by_value[amount.value].append(amount)
        else:
            _merge(same, amount)
    return amounts


_RECALLED = Verdict("context", 0.95)


class _Yearly:
    """Where a text says "par an": each cell asks for what stands between the head of its table and itself."""

    def __init__(self, source: Source) -> None:
        found = list(_YEARLY.finditer(source.folded))
        self._starts = [one.start() for one in found]
        self._ends = [one.end() for one in found]

    def stands_in(self, start: int, end: int) -> bool:
        first = bisect_left(self._starts, start)
        return first < len(self._ends) and self._ends[first] <= end


def _apply_tables(
    source: Source,
    mentions: Sequence[Mention],
    cells: Sequence[Cell],
    terms: Sequence[Terms],
    payments: Sequence[Payment],
) -> tuple[set[int], set[int]]:
    """Let row and column of a table say who pays and in which year.

    Return where money stands in a known grid, and which of it is only recalled.
    """
    placed: set[int] = set()
    recalled: set[int] = set()
    starts = [cell.start for cell in cells]
    yearly: _Yearly | None = None
    for mention, term, payment in zip(mentions, terms, payments, strict=True):
        index = bisect_right(starts, mention.core) - 1
        if index < 0 or mention.core >= cells[index].end:
            continue
        if cells[index].scope:
            placed.add(mention.start)
        if cells[index].recalled:
            recalled.add(mention.start)
        payment.payers = cells[index].payers or payment.payers
        term.time.year = cells[index].year or term.time.year
        label = cells[index].label
        if label and not _ONLY_YEAR.fullmatch(source.folded, *label):
            term.scope = "action"
            term.purpose = " ".join(source.text[slice(*label)].split()) or None
        term.scope = cells[index].scope or term.scope
        caption = None if term.time.year else cells[index].caption
        if caption and not term.per_year:
            yearly = yearly or _Yearly(source)
            term.per_year = yearly.stands_in(*caption)
    return placed, recalled


def _amount(source: Source, mention: Mention, terms: Terms, payment: Payment, verdict: Verdict) -> Amount:
    confidence = round(min(mention.confidence, verdict.confidence), 2)
    passages = [(mention.start, terms.end), *mention.more]
    return Amount(
        value=_plain(mention.value),
        value_max=None if mention.value_max is None else _plain(mention.value_max),
        text=source.text[mention.start : terms.end].replace("\n", " "),
        approximation=mention.approximation,
        payers=payment.payers,
        payees=payment.payees,
        per_year=terms.per_year,
        per_party=terms.per_party,
        year=terms.time.year,
        period=terms.time.period,
        role=verdict.role,
        scope=terms.scope,
        purpose=terms.purpose,
        evidence=[
            source.evidence(start, end, f"money/{mention.rule}", confidence) for start, end in passages
        ],
    )


def _plain(value: Decimal) -> Decimal:
    """Return `value` without trailing zeros or exponent."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.normalize()


def _same(one: Amount, other: Amount) -> bool:
    """Whether two amounts are the same money: equal in value, and nothing that both state differs."""
    return (
        (one.value, one.value_max, one.scope == "unit")
        == (other.value, other.value_max, other.scope == "unit")
        and (not one.payers or not other.payers or one.payers == other.payers)
        and (not one.year or not other.year or one.year == other.year)
        and (not one.period or not other.period or one.period == other.period)
    )


_SURE = 0.95  # "pour mémoire, un budget de 2 M€": no bare "budget : 2 M€" elsewhere makes that money of the contract


def _merge(kept: Amount, again: Amount) -> None:
    """Add to `kept` what a second statement of the same money knows."""
    surely_context = kept.role == "context" and kept.at.confidence > max(again.at.confidence, _SURE)
    if again.at.confidence > kept.at.confidence or (again.role == "funding" and not surely_context):
        kept.role = again.role
    kept.payers = kept.payers or again.payers
    kept.payees = in_order([*kept.payees, *again.payees])
    kept.per_year = kept.per_year or again.per_year
    kept.per_party = kept.per_party or again.per_party
    kept.year = kept.year or again.year
    kept.period = kept.period or again.period
    kept.purpose = kept.purpose or again.purpose
    kept.approximation = kept.approximation or again.approximation
    kept.evidence += again.evidence


@Language.factory("tripartite_amounts", assigns=["doc._.amounts", "doc._.problems", "doc.spans"])
def make_amounts(nlp: Language, name: str) -> "AmountFinder":
    """Make the spaCy component that finds amounts."""
    return AmountFinder()


class AmountFinder:
    """Stores the amounts of a document in `doc._.amounts` and their passages in `doc.spans["amounts"]`.

    Totals of tables that are not what their parts add up to go to `doc._.problems`.

    >>> import spacy
    >>> nlp = spacy.blank("fr")
    >>> _ = nlp.add_pipe("tripartite_amounts")
    >>> doc = nlp("L'État verse 2 M€ au Département.")
    >>> [span.text for span in doc.spans["amounts"]]
    ['2 M€']
    """

    def __call__(self, doc: Doc) -> Doc:
        """Find the amounts of `doc`."""
        found = found_in(doc)
        tables = tables_of(found)
        found.amounts = amounts = find_amounts(found.source, tables)
        found.problems = [*(found.problems or ()), *check_sums(found.source, tables)]
        mark(doc, "amounts", ((e.start, e.end, "AMOUNT") for amount in amounts for e in amount.evidence))
        return doc
