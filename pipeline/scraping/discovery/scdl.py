"""A CSV of deliberations in the SCDL format → the deliberations that it says the address of."""

import csv
import re
from io import StringIO

from pipeline.reading.encoding import decode
from pipeline.reading.html.metadata import to_edtf
from pipeline.scraping.canonical import canonical
from pipeline.scraping.discovery.links import Found, Link

_URL, _ID, _OBJECT, _DATE, _MATTER = "DELIB_URL", "DELIB_ID", "DELIB_OBJET", "DELIB_DATE", "DELIB_MATIERE_NOM"
# One field can hold several addresses.
_BETWEEN = re.compile(r"\s*[|\s]\s*|[,;](?=https?:)")
_DELIMITERS = ";,\t|"


def read_scdl(body: bytes, url: str) -> Found:
    r"""Find the deliberations of a list, whatever separates its columns and however it is encoded.

    >>> rows = (
    ...     "DELIB_ID;DELIB_DATE;DELIB_OBJET;DELIB_URL\n4;2021-03-01;Contrat enfance;https://exemple.fr/4.pdf"
    ... )
    >>> read_scdl(rows.encode(), "https://exemple.fr/liste.csv").links
    [Link(url='https://exemple.fr/4.pdf', title='Contrat enfance', summary='', date='2021-03-01')]
    """
    text = decode(body).text.lstrip("\ufeff").replace("\0", "")
    header = text.partition("\n")[0]
    rows = csv.reader(StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=header.count))
    found = Found()
    without = 0
    try:
        names = [name.strip().upper() for name in next(rows, [])]
        if _URL not in names:
            listed = ", ".join(names)[:200] or "no columns"
            return Found(problems=[f"the column {_URL} is missing in {url}, which has {listed}"])
        for row in rows:
            field = dict(zip(names, (value.strip() for value in row), strict=False))
            addresses = _addresses(field.get(_URL, ""), url)
            without += not addresses and any(field.values())
            title, date = field.get(_OBJECT) or field.get(_ID, ""), to_edtf(field.get(_DATE, ""))
            found.links.extend(Link(to, title, field.get(_MATTER, ""), date) for to in addresses)
    except csv.Error as error:
        found.problems.append(f"{url} is damaged at line {rows.line_num}: {error}")
    if without:
        found.problems.append(f"{without} of the deliberations in {url} come without an address")
    return found


def _addresses(written: str, url: str) -> list[str]:
    return [to for part in _BETWEEN.split(written) if part and (to := canonical(part, url))]
