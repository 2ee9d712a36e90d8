"""A damaged PDF written anew, with the pages that can still be found in it."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import pikepdf

# What a PDF gets whose catalogue is lost, so that it can be opened at all: a tree with a page of our own.
_CATALOG = b"""
%d 0 obj <</Type /Catalog /Pages %d 0 R>> endobj
%d 0 obj <</Type /Pages /Kids [%d 0 R] /Count 1>> endobj
%d 0 obj <</Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] /Made true>> endobj
trailer <</Root %d 0 R /Size %d>>
"""
_MADE = "/Made"
_NUMBER = re.compile(rb"(\d{1,8}) \d{1,5} obj\b")
# What a page takes from the nodes above it where it says nothing itself.
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_ABOVE = 100


class Mended(NamedTuple):
    """A PDF written anew, and how many pages it has."""

    data: bytes
    pages: int


def mend(data: bytes) -> Mended | None:
    """Write a damaged PDF anew, with a tree of pages that is flat.

    The pages are those that the tree names, in its order, whatever its depth and however often it comes back
    to itself; where it names none, all that are in the file, in the order of their numbers.

    Returns
    -------
    Mended or None
        None if no page can be found.
    """
    try:
        with _opened(data) as pdf:
            pages = list(_in_tree(pdf)) or list(_anywhere(pdf))
            if not pages:
                return None
            for page in pages:
                _complete(page)
            tree = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=len(pages)))
            tree.Kids = pikepdf.Array(pages)
            for page in pages:
                page.Parent = tree
            catalog = pikepdf.Dictionary(Type=pikepdf.Name.Catalog, Pages=tree)
            pdf.trailer.Root = pdf.make_indirect(catalog)
            written = BytesIO()
            pdf.save(written, static_id=True)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        return None
    return Mended(written.getvalue(), len(pages))


def _opened(data: bytes) -> pikepdf.Pdf:
    # What pages inherit is not asked for here: that needs a sound tree.
    try:
        return pikepdf.open(BytesIO(data), inherit_page_attributes=False)
    except pikepdf.PdfError:
        last = max((int(number) for number in _NUMBER.findall(data)), default=0)
        root, tree, page, size = range(last + 1, last + 5)
        catalog = _CATALOG % (root, tree, tree, page, page, tree, root, size)
        return pikepdf.open(BytesIO(data + catalog), inherit_page_attributes=False)


def _in_tree(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the pages that the tree names, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [pdf.Root.get("/Pages")]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in seen:
            continue
        seen.add(node.objgen)
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            waiting.extend(reversed(list(kids)))
        elif node.is_indirect and _is_page(node):
            yield node


def _anywhere(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and _is_page(item):
            yield item


def _is_page(item: pikepdf.Object) -> bool:
    return item.get("/Type") == "/Page" and _MADE not in item


def _complete(page: pikepdf.Object) -> None:
    """Write into a page what it has from above, as far up as is sensible."""
    node: pikepdf.Object | None = page
    for _ in range(_ABOVE):
        node = node.get("/Parent") if node else None
        if not isinstance(node, pikepdf.Dictionary):
            break
        for name in _INHERITED:
            if name in node and name not in page:
                page[name] = node[name]
    if "/MediaBox" not in page:
        page.MediaBox = pikepdf.Array([0, 0, 595, 842])
