"""PDFs for tests, written byte by byte, so that a test knows where each word stands and what is wrong with the file."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence

Box = tuple[float, float, float, float]
A4: Box = (0, 0, 595, 842)
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def assemble(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Objects numbered from 1 (the first is the catalog) as a file with a correct cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def numbers(values: Iterable[float]) -> bytes:
    """An array."""
    return b"[" + b" ".join(b"%g" % v for v in values) + b"]"


def book(
    contents: Sequence[bytes],
    *,
    media: Box = A4,
    page: bytes | Sequence[bytes] = b"",
    catalog: bytes = b"",
    fonts: Mapping[bytes, bytes] | None = None,
    resources: bytes = b"",
    more: Sequence[bytes] = (),
    trailer: bytes = b"",
) -> bytes:
    """A PDF with one page for each content stream. Object 1 is the catalog, 2 the page tree, `more` follow from 3 on.

    `page` is added to every page's dictionary, or one entry to each page's; page n (from 0) is object `page_number(n, more)`.
    """
    fonts = fonts or {b"F1": HELVETICA}
    first = 3 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(contents)))
    font = b" ".join(b"/%s %s" % item for item in fonts.items())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [%s] /Count %d /Resources << /Font << %s >> %s >> >>" % (kids, len(contents), font, resources),
        *more,
    ]
    for n, content in enumerate(contents):
        own = page if isinstance(page, bytes) else page[n]
        box = b"" if b"/MediaBox" in own else b"/MediaBox " + numbers(media)
        objects += [b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R %s >>" % (box, first + 2 * n + 1, own), stream(content)]
    return assemble(objects, trailer)


def page_number(page: int, more: Sequence[bytes] = ()) -> int:
    """The object number of a page (from 0) of a `book`."""
    return 3 + len(more) + 2 * page


def text(x: float, y: float, words: bytes, size: float = 12, font: bytes = b"F1") -> bytes:
    """A line of text, its baseline at x, y points from the bottom left of the media box."""
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font, size, x, y, words)


def prose(pages: int = 3, lines: int = 30) -> bytes:
    """Plain pages; the words "Page" and the number stand first on each."""
    line = b"Partners sit down together and speak with the groups before any harm is done"
    return book([b"".join(text(50, 780 - 20 * i, line if i else b"Page %d" % (n + 1)) for i in range(lines)) for n in range(pages)])


def tex() -> bytes:
    """Spanish as TeX's OT1 fonts write it: an accent, a step back, a letter; capitals carry the accent raised by an operator."""
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /Type /Encoding /BaseEncoding /StandardEncoding %s >> >>"
        % (b"/Differences [18 /grave /acute 22 /circumflex 126 /tilde 127 /dieresis 16 /dotlessi 12 /fi /fl]")
    )
    lines = [
        rb"[(Notaci)-80(\023)413(on)] TJ",
        rb"[(Cap)-28(\023)305(\020tulo)] TJ",
        rb"[(a)-80(~)413(nadan)] TJ",
        rb"[(ling)-80(\177)413(u\020stico)] TJ",
        rb"[(\014n) -333 (a\015icci)-80(\023)413(on)] TJ",
        rb"[(de) -250 (\023)333(ultimo)] TJ",
        rb"2 Ts [(\023)500] TJ 0 Ts (Indice) Tj",
    ]
    return book([b"".join(b"BT /T 12 Tf 72 %d Td %s ET\n" % (700 - 20 * i, line) for i, line in enumerate(lines))], fonts={b"T": font})


def columns(by_row: bool = True) -> bytes:
    """Two columns of prose; `by_row` writes them line by line across the page, as some programs do."""
    left = [b"left%d one two three four five" % n for n in range(12)]
    right = [b"right%d six seven eight nine" % n for n in range(12)]
    drawn = [(x, n) for n in range(12) for x in (50, 320)] if by_row else [(x, n) for x in (50, 320) for n in range(12)]
    return book([b"".join(text(x, 700 - 14 * n, (left if x == 50 else right)[n], 10) for x, n in drawn)])


def hyphens() -> bytes:
    """Line ends with a soft hyphen (as Typst sets them) and with a visible one."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange %s endcmap end end"
        % (b"2 beginbfrange <20> <7e> <0020> <01> <01> <00ad> endbfrange")
    )
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 3 0 R /Encoding << /Type /Encoding /Differences [1 /hyphen] >> >>"
    )
    lines = (rb"preven\001", b"tion and call-", b"in meetings")
    return book([b"".join(text(50, 700 - 20 * i, line) for i, line in enumerate(lines))], fonts={b"F1": font}, more=[stream(cmap)])


def turned(rotate: int, crop: Box = (30, 40, 430, 640), media: Box = (-20, -10, 480, 700), unit: float = 1) -> bytes:
    """The word "Ink" with its baseline at 130, 540, on a cropped and turned page, linked to itself; named "here"."""
    page = b"/Rotate %d /CropBox %s /UserUnit %g /Annots [3 0 R]" % (rotate, numbers(crop), unit)
    target = b"/Dest [6 0 R /XYZ 130 560 0]"
    link = b"<< /Type /Annot /Subtype /Link /Rect [130 535 150 555] /Border [0 0 0] %s >>" % target
    more = [link, b"<< /First 5 0 R /Last 5 0 R >>", b"<< /Title (Here) /Parent 4 0 R %s >>" % target]
    names = b"/Dests << /here [6 0 R /XYZ 130 560 0] /fit [6 0 R /Fit] >> /Outlines 4 0 R"
    return book([text(130, 540, b"Ink", 20)], media=media, page=page, more=more, catalog=names)


def linked(links: int, target: bytes = b"/A << /S /URI /URI (https://example.org/) >>") -> bytes:
    """A page with so many links."""
    one = b"<< /Type /Annot /Subtype /Link /Rect [10 10 20 20] %s >>" % target
    return book([text(50, 700, b"Links"), b""], page=[b"/Annots [%s]" % (one * links), b""])


def outlined(entries: int, deep: bool = False) -> bytes:
    """A page with an outline of so many entries, one below or one inside the other."""
    more = []
    for n in range(entries):
        onward = b"/%s %d 0 R" % (b"First" if deep else b"Next", 3 + n + 2) if n < entries - 1 else b""
        more.append(b"<< /Title (Entry %d) /Parent 3 0 R /Dest [%d 0 R /Fit] %s >>" % (n, 4 + entries, onward))
    return book([b""], more=[b"<< /Type /Outlines /First 4 0 R /Last %d 0 R >>" % (3 + entries), *more], catalog=b"/Outlines 3 0 R")


def labelled(rules: bytes, pages: int) -> bytes:
    """So many empty pages with a /PageLabels dictionary."""
    return book([b""] * pages, catalog=b"/PageLabels << %s >>" % rules)


def endless(leaf: bytes = b"", levels: int = 14) -> bytes:
    """Pages 1 and 3 are plain; page 2 draws a form that draws ten forms that draw ten … With text in the `leaf` it fills the memory."""
    forms = []
    for level in range(levels):
        inner = b"/X Do " * 10 if level < levels - 1 else leaf
        resources = b"/XObject << /X %d 0 R >> /Font << /F1 %s >>" % (3 + level + 1, HELVETICA)
        forms.append(stream(inner, b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << %s >>" % resources))
    own = [b"", b"/Resources << /XObject << /X 3 0 R >> >>", b""]
    return book([text(50, 700, b"Before"), b"/X Do", text(50, 700, b"After")], page=own, more=forms)


def bomb(gigabytes: int = 16) -> bytes:
    """Pages 1 and 3 are plain; the content of page 2 unpacks from some kilobytes to gigabytes of blanks."""
    packer = zlib.compressobj(9)
    head = packer.compress(b" ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)  # knows nothing of its neighbours, so it may be repeated
    twice = zlib.compress(head + block * 64 * gigabytes, 9)
    file = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R 3 0 R] /Count 3 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R /Resources << /Font << /F1 %s >> >> >>" % HELVETICA,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R >>",
        stream(twice, b"/Filter [/FlateDecode /FlateDecode]"),
        stream(text(50, 700, b"Fine")),
    ]
    return assemble(file)


def without_pages() -> bytes:
    """A file that says it has no page."""
    return assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])


def cyclic() -> bytes:
    """A page tree that contains itself."""
    tree = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 3 0 R >>"
    return assemble([b"<< /Type /Catalog /Pages 2 0 R >>", tree, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])


def locked() -> bytes:
    """A file whose user password nobody knows: the hashes in /Encrypt fit none."""
    entry = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s> >> /ID [<%s> <%s>]"
    return book([text(50, 700, b"Secret")], trailer=entry % (b"41" * 32, b"42" * 32, b"43" * 16, b"43" * 16))


def pictured(pixels: bytes, width: int, height: int, form: str, size: tuple[float, float]) -> bytes:
    """A page of nothing but a picture, as a scanner makes it; `form`: "grey" or "rgb", `size` of the page in points."""
    space = b"/DeviceGray" if form == "grey" else b"/DeviceRGB"
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /Filter /FlateDecode /ColorSpace " % (width, height)
    image = stream(zlib.compress(pixels), entries + space)
    draw = b"%g 0 0 %g 0 0 cm /Im1 Do" % size
    return book([draw], media=(0, 0, *size), resources=b"/XObject << /Im1 3 0 R >>", more=[image])
