"""Files that were made to break a reader; each is small, and the same whenever it is made."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "Le 3 mai 2021, Anne Roy, préfète de la Creuse, et Luc Petit, président du conseil",
    "départemental, ont signé le contrat départemental de prévention et de protection de l'enfance.",
)


def pdf(*pages: tuple[str, ...], encrypt: StandardEncryption | None = None) -> bytes:
    """An honest PDF."""
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=encrypt, invariant=True)
    for lines in pages or (LINES,):
        for row, line in enumerate(lines):
            canvas.drawString(40, 780 - 16 * row, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def made_of(objects: dict[int, bytes], root: int = 1) -> bytes:
    """A PDF of objects as given, with the table that finds them."""
    out = BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    size = max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        place = places.get(number)
        out.write(b"%010d %05d %s \n" % (place or 0, 0 if place else 65535, b"n" if place else b"f"))
    out.write(b"trailer\n<</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start))
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    if packed:
        data, entries = zlib.compress(data, 9), entries + b" /Filter /FlateDecode"
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
TEXT = b"BT /F1 12 Tf 40 700 Td (Le contrat de la Creuse a ete signe le 3 mai 2021.) Tj ET"
RESOURCES = b"/Resources <</Font <</F1 9 0 R>>>>"


def one_page(
    content: bytes = stream(TEXT),
    *,
    box: int = 800,
    more: dict[int, bytes] | None = None,
    catalog: bytes = b"",
) -> dict[int, bytes]:
    """The objects of a PDF with a page, for others to add to."""
    return {
        1: b"<</Type /Catalog /Pages 2 0 R %s>>" % catalog,
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R %s>>" % (box, box, RESOURCES),
        4: content,
        9: FONT,
    } | (more or {})


def encrypted() -> bytes:
    return pdf(encrypt=StandardEncryption("secret", strength=128))


def tree_last(pages: int = 5) -> bytes:
    """What the pages hold comes first, then they, then their tree and the catalogue: as some printers write it."""
    objects: dict[int, bytes] = {9: FONT}
    for number in range(pages):
        objects[20 + number] = stream(TEXT.replace(b"Le contrat", b"Page %d : le contrat" % (number + 1)))
    for number in range(pages):
        entries = (20 + number, RESOURCES)
        objects[50 + number] = (
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R %s>>" % entries
        )
    kids = b" ".join(b"%d 0 R" % (50 + number) for number in range(pages))
    objects[2] = b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, pages)
    objects[1] = b"<</Type /Catalog /Pages 2 0 R>>"
    return made_of(objects)


def truncated() -> bytes:
    """Cut off where the last page, the tree of pages and the table of objects would come."""
    whole = tree_last()
    return whole[: whole.index(b"54 0 obj") + 20]


def hopeless() -> bytes:
    """Cut off before the first page."""
    return pdf()[:200]


def no_bytes() -> bytes:
    return b""


def web_page() -> bytes:
    return f"<!doctype html><html><body><p>{' '.join(LINES)}</p></body></html>".encode()


def picture() -> bytes:
    buffer = BytesIO()
    Image.new("L", (40, 40), 200).save(buffer, "png")
    return buffer.getvalue()


def million_operators() -> bytes:
    content = TEXT + b"\n" + b"0 0 m 9 9 l S\nq 1 0 0 1 0 0 cm Q\n" * 350_000
    return made_of(one_page(stream(content, packed=True)))


def million_letters(millions: int = 1) -> bytes:
    """As above, with text to be set at each step, all of it in one place."""
    content = b"BT /F1 12 Tf 40 700 Td " + b"(a) Tj " * 1_000_000 * millions + b"ET"
    return made_of(one_page(stream(content, packed=True)))


def slow_page_between() -> bytes:
    """Two honest pages with one between them that takes minutes: the same 60 MB of strokes over and over."""
    text = [TEXT.replace(b"Le contrat", b"Page %d : le contrat" % number) for number in (1, 2, 3)]
    strokes = swollen(b"0 0 m 9 9 l n\n" * 70_000, 60)
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode"
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [50 0 R 51 0 R 52 0 R] /Count 3>>",
        9: FONT,
        10: stream(strokes, form),
        20: stream(text[0]),
        21: stream(text[1] + b" /S Do" * 100),
        22: stream(text[2]),
    }
    resources = b"/Resources <</Font <</F1 9 0 R>> /XObject <</S 10 0 R>>>>"
    for number in range(3):
        objects[50 + number] = (
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R %s>>"
            % (
                20 + number,
                resources,
            )
        )
    return made_of(objects)


def deep_tree(depth: int = 30_000) -> bytes:
    objects = one_page()
    first = 10
    for level in range(depth):
        parent = first + level - 1 if level else 2
        child = first + level + 1 if level < depth - 1 else 3
        objects[first + level] = b"<</Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1>>" % (parent, child)
    objects[2] = b"<</Type /Pages /Kids [%d 0 R] /Count 1>>" % first
    return made_of(objects)


def cyclic_tree() -> bytes:
    objects = one_page()
    objects[2] = b"<</Type /Pages /Kids [5 0 R] /Count 1000>>"
    objects[5] = b"<</Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 1000>>"
    return made_of(objects)


def swollen(piece: bytes, times: int, *, bare: bool = False) -> bytes:
    """`piece` so many times, deflated: the same block of packed bytes over and over, which takes no time to make."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return (b"" if bare else b"\x78\xda") + block * times + packer.flush()


def huge_picture(megabytes: int = 600) -> bytes:
    """A page of 200 inches with a picture of two kilobytes that unpacks to 600 MB."""
    # Packed twice: what packs well once packs again.
    packed = zlib.compress(swollen(bytes(1_000_000), megabytes), 9)
    size = b"/Width %d /Height 10000 /ColorSpace /DeviceRGB /BitsPerComponent 8" % (megabytes * 100 // 3)
    objects = one_page(stream(b"q 14400 0 0 14400 0 0 cm /I Do Q"), box=14_400)
    objects[3] = objects[3].replace(RESOURCES, b"/Resources <</XObject <</I 5 0 R>>>>")
    objects[5] = (
        b"<</Type /XObject /Subtype /Image %s /Filter [/FlateDecode /FlateDecode] /Length %d>>"
        % (
            size,
            len(packed),
        )
        + b"\nstream\n%s\nendstream" % packed
    )
    return made_of(objects)


def active(mark: str = "/nowhere/mark") -> bytes:
    """Programs that are to run when it is opened: a script, a command, a form sent off."""
    script = (
        b"<</S /JavaScript /JS (app.launchURL\\('file://%s'\\); this.exportDataObject\\(\\);) >>"
        % mark.encode()
    )
    launch = (
        b"<</S /Launch /F (/usr/bin/touch) /Unix <</F (/usr/bin/touch) /P (%s)>> /Next 6 0 R>>"
        % mark.encode()
    )
    catalog = b"/OpenAction 5 0 R /AA <</WC 6 0 R>> /Names <</JavaScript <</Names [(a) 6 0 R]>>>>"
    return made_of(one_page(more={5: launch, 6: script}, catalog=catalog))


def archive(members: dict[str, bytes]) -> bytes:
    """A zip, its members in the order given."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for name, data in members.items():
            made.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return buffer.getvalue()


def bomb(megabytes: int = 1_000, declared: int | None = None, name: bytes = b"zeros.txt") -> bytes:
    """A zip of 1 MB whose only member has a thousand, or says that it has `declared` bytes."""
    data = swollen(bytes(1_000_000), megabytes, bare=True)
    size = megabytes * 1_000_000 if declared is None else declared
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(data), size, len(name), 0)
    local = b"PK\x03\x04" + fields + name + data
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


# What they are named like, and how each is made.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "encrypted.pdf": encrypted,
    "truncated.pdf": truncated,
    "empty.pdf": no_bytes,
    "page.pdf": web_page,
    "picture.pdf": picture,
    "operators.pdf": million_operators,
    "deep.pdf": deep_tree,
    "cyclic.pdf": cyclic_tree,
    "huge.pdf": huge_picture,
    "active.pdf": active,
    "bomb.zip": bomb,
}
