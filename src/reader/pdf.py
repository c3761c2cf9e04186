"""The one door to MuPDF: facts, words with boxes, links and pictures of a PDF; it lives in the child process.

Only `pdf_process` talks to it, over the pipes of `pdf_serve`. What draws uses MuPDF's own layer (`pymupdf.mupdf`); all that words need
besides, PyMuPDF's classes too, is loaded with the first of them, since it takes a third of the time to a window's first page.
Rectangles are points from the top left of the unrotated page, cut to its CropBox; pages count from 1. Every file is taken to be hostile:
each step is caught by itself, numbers are bounded, forms and scripts are never run. Hangs and crashes are the parent's to end.
"""

from __future__ import annotations

import importlib.util
import math
import sys
import types
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import PdfError, PdfLocked, Refused
from reader.pdf_labels import LabelRule, frame, labels, plain, safe_uri


def _mupdf() -> Any:
    """`pymupdf.mupdf` without running pymupdf/__init__.py, which a stand-in of that name spares while it is imported."""
    if "pymupdf" not in sys.modules and (found := importlib.util.find_spec("pymupdf")) is not None:
        sys.modules["pymupdf"] = stand_in = types.ModuleType("pymupdf")
        stand_in.__path__ = list(found.submodule_search_locations or ())
        try:
            return importlib.import_module("pymupdf.mupdf")
        except ImportError:
            pass  # laid out in another way: the ordinary import finds it, or says what is missing
        finally:
            del sys.modules["pymupdf"]
    return importlib.import_module("pymupdf").mupdf


mupdf = _mupdf()

if TYPE_CHECKING:
    from reader.pages import Word
    from reader.pdf_words import Char

DOCUMENTS_OPEN = 4
PAGES_KEPT = 12
OUTLINE_ENTRIES, OUTLINE_LEVELS = 20_000, 12
LINKS, NAMES, LABEL_RULES = 500, 20_000, 20_000
_OCR_DPI = 200
_SAMPLE = 400  # pixels across a page of which only a part is drawn, to tell its photographs
_HEAD = 16_384  # Acrobat accepts 1 kB of rubbish before the mark; files in the wild carry more
_TEXT_FLAGS = mupdf.FZ_STEXT_PRESERVE_WHITESPACE | mupdf.FZ_STEXT_MEDIABOX_CLIP  # no ligatures, no images, nothing off the page

Header = dict[str, Any]
Answer = tuple[Header, Any]  # the header, and a pixmap or no bytes


class Shape(NamedTuple):
    """A page as shown: size in points, clockwise rotation, and the matrix from PDF space to it."""

    width: float
    height: float
    rotation: int
    ctm: Any


class Sheet(NamedTuple):
    """An open page: its shape, its display list, whether that holds no colour; and its photographs (points), once looked for."""

    page: Any
    shape: Shape
    display: Any
    grey: bool
    photographs: dict[str, list[Any]]


class Pixels:
    """A picture and the view of its bytes, which must not outlive it."""

    def __init__(self, pixmap: Any) -> None:
        self.pixmap = pixmap
        self.samples_mv = mupdf.fz_pixmap_samples_memoryview(pixmap)


class Book:
    """One open PDF."""

    def __init__(self, path: str) -> None:
        self.name = Path(path).name
        self.pdf = _opened(path, self.name)
        self.document = self.pdf.super()
        self.root = mupdf.pdf_dict_gets(mupdf.pdf_trailer(self.pdf), "Root")
        self.pages = _counted(self.document, self.name)
        self._shapes: dict[int, Shape] = {}

    def shape(self, index: int) -> Shape:
        """Size and rotation of a page (from 0), from its boxes alone. Raises PdfError."""
        if index not in self._shapes:
            self._shapes[index] = self._measured(index)
        return self._shapes[index]

    def _measured(self, index: int) -> Shape:
        try:
            box, ctm = mupdf.FzRect(), mupdf.FzMatrix()
            mupdf.pdf_page_obj_transform(mupdf.pdf_lookup_page_obj(self.pdf, index), box, ctm)
            shown = mupdf.fz_transform_rect(box, ctm)
        except Exception as e:
            raise PdfError(f"Page {index + 1} of {self.name} cannot be read.") from e
        width, height = shown.x1 - shown.x0, shown.y1 - shown.y0
        if not (0 < width < 1e6 and 0 < height < 1e6):
            raise PdfError(f"Page {index + 1} of {self.name} has no usable size.")
        rotation = (0 if ctm.a > 0 else 180) if abs(ctm.a) > abs(ctm.b) else (90 if ctm.b > 0 else 270)
        return Shape(width, height, rotation, ctm)

    def sheet(self, page: int) -> Sheet:
        """Open a page (from 1). Raises PdfError."""
        if not 1 <= page <= self.pages:
            raise PdfError(f"{self.name} has no page {page}; it has {self.pages}.")
        shape = self.shape(page - 1)
        try:
            opened = mupdf.fz_load_page(self.document, page - 1)
            display = mupdf.fz_new_display_list_from_page(opened)
        except Exception as e:
            raise PdfError(f"Page {page} of {self.name} cannot be read.") from e
        return Sheet(opened, shape, display, _colourless(display), {})

    def target(self, index: int, x: float, y: float) -> float | None:
        """The height on the unrotated page of a target given on the page as shown; None where the file names none."""
        if math.isnan(x) or math.isnan(y):
            return None
        try:
            shape = self.shape(index)
        except PdfError:
            return None
        from reader.pdf_words import unrotated

        top = unrotated((x, y, x, y), shape.rotation, shape.width, shape.height)[1]
        upright = shape.height if shape.rotation in (0, 180) else shape.width
        return round(min(max(top, 0.0), upright), 2)


def _opened(path: str, name: str) -> Any:
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError) as e:
        raise PdfError(f"{name} cannot be opened: {getattr(e, 'strerror', None) or e}.") from e
    # MuPDF opens HTML, EPUB and SVG under any name, whatever file type it is told.
    if b"%PDF-" not in head:
        raise Refused(f"{name} is not a PDF.", "Choose the PDF file itself." if head else "The file is empty; copy it again.")
    try:
        document = mupdf.pdf_open_document(path)
    except Exception as e:
        raise PdfError(f"{name} is damaged and cannot be opened.", "Fetch the file again from where it came.") from e
    if mupdf.fz_needs_password(document.super()):
        raise PdfLocked(f"{name} is locked by a password.", "Ask its publisher for a copy that opens without one.")
    return document


def _counted(document: Any, name: str) -> int:
    try:
        pages = int(mupdf.fz_count_pages(document))
    except Exception as e:
        raise PdfError(f"{name} is damaged: its pages cannot be counted.", "Fetch the file again from where it came.") from e
    if pages < 1:
        raise PdfError(f"{name} has no pages.", "Fetch the file again from where it came.")
    return pages


def _run(display: Any, device: Any, scale: float = 1.0, area: Any = None) -> None:
    """Play a display list, enlarged, leaving out what lies outside `area` (pixels)."""
    area = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE) if area is None else area
    mupdf.fz_run_display_list(display, device, mupdf.FzMatrix(scale, 0, 0, scale, 0, 0), area, mupdf.FzCookie())
    mupdf.fz_close_device(device)


def _colourless(display: Any) -> bool:
    """Whether MuPDF's test device is sure that nothing on the page has a colour (pictures count as colour, undecoded)."""
    try:
        found = mupdf.ll_fz_new_test_device_outparams()
        _run(display, mupdf.FzDevice(mupdf.ll_fz_new_test_device_outparams_fn(0.02, 0, None, found)))
        return bool(found.is_color == 0)
    except Exception:  # noqa: BLE001
        return False  # the wrapper is low-level: where it fails, RGB is right, only slower


def _step(what: Callable[[], Any], otherwise: Any) -> Any:
    """One fact; a file broken at this place still gives the others."""
    try:
        return what()
    except Exception:  # noqa: BLE001 - MuPDF raises a dozen kinds
        return otherwise


# Facts ------------------------------------------------------------------------------------------------------------------


def facts(book: Book) -> Answer:
    """Pages, title, sizes as shown, rotations, labels, outline, named destinations, language and notices; see pdf_process.Facts."""
    shapes = [_step(partial(book.shape, i), Shape(612.0, 792.0, 0, None)) for i in range(book.pages)]
    return {
        "pages": book.pages,
        "title": _step(lambda: plain(mupdf.fz_lookup_metadata2(book.document, "info:Title")), ""),
        "sizes": [(round(s.width, 2), round(s.height, 2)) for s in shapes],
        "rotations": [s.rotation for s in shapes],
        "labels": labels(_step(lambda: list(_label_rules(book)), []), book.pages),
        "outline": _step(lambda: list(_outline(book)), []),
        "names": _step(lambda: _names(book), {}),
        "language": _step(lambda: plain(mupdf.pdf_to_text_string(mupdf.pdf_dict_gets(book.root, "Lang")), 35), ""),
        "notices": [code for code, applies in _NOTICES.items() if _step(partial(applies, book), None)],
    }, b""


def _has(book: Book, *keys: str) -> bool:
    found = book.root
    for key in keys:
        found = mupdf.pdf_dict_gets(found, key)
    return bool(found.m_internal)


_NOTICES: dict[str, Callable[[Book], bool]] = {
    "no-copying": lambda book: not mupdf.pdf_document_permissions(book.pdf) & mupdf.PDF_PERM_COPY,
    "repaired": lambda book: bool(mupdf.pdf_was_repaired(book.pdf)),
    "attachments": lambda book: _has(book, "Names", "EmbeddedFiles"),
    "needs-another-program": lambda book: _has(book, "AcroForm", "XFA"),
}


def _label_rules(book: Book) -> Iterator[LabelRule]:
    """The number tree /PageLabels, walked by hand: `get_label()` takes /Type /PageLabel (Typst writes it) for a prefix."""
    nodes = [(mupdf.pdf_dict_gets(book.root, "PageLabels"), 0)]
    seen = 0
    while nodes and seen < LABEL_RULES:
        node, depth = nodes.pop()
        seen += 1
        kids, nums = mupdf.pdf_dict_gets(node, "Kids"), mupdf.pdf_dict_gets(node, "Nums")
        if depth < 16:
            nodes.extend((mupdf.pdf_array_get(kids, i), depth + 1) for i in reversed(range(min(mupdf.pdf_array_len(kids), LABEL_RULES))))
        for i in range(0, min(mupdf.pdf_array_len(nums), 2 * LABEL_RULES) - 1, 2):
            seen += 1
            rule, first = mupdf.pdf_array_get(nums, i + 1), 1
            start = mupdf.pdf_to_int(mupdf.pdf_array_get(nums, i))
            if mupdf.pdf_is_int(mupdf.pdf_dict_gets(rule, "St")):
                first = mupdf.pdf_to_int(mupdf.pdf_dict_gets(rule, "St"))
            prefix = mupdf.pdf_dict_gets(rule, "P")
            yield LabelRule(
                start,
                mupdf.pdf_to_name(mupdf.pdf_dict_gets(rule, "S")),
                mupdf.pdf_to_text_string(prefix) if mupdf.pdf_is_string(prefix) else "",
                first,
            )


def _outline(book: Book) -> Iterator[tuple[int, str, int, float | None]]:
    """Level, title, page and height of each entry that leads to a page, with a stack: deep outlines break recursion.

    `m_internal` is asked at every step, because touching the outline of a file without one is a segfault.
    """
    stack = [(mupdf.fz_load_outline(book.document), 1)]
    seen = 0
    while stack and seen < OUTLINE_ENTRIES:
        node, level = stack.pop()
        if not node.m_internal:
            continue
        seen += 1
        stack.append((node.next(), level))
        if level < OUTLINE_LEVELS:
            stack.append((node.down(), level + 1))
        entry = _step(partial(_entry, node.m_internal), None)
        if entry and entry[0] and 0 <= entry[1] < book.pages:
            title, page, x, y = entry
            yield level, title, page + 1, book.target(page, x, y)


def _entry(node: Any) -> tuple[str, int, float, float]:
    return plain(node.title), node.page.page, node.x, node.y


def _names(book: Book) -> dict[str, tuple[int, float | None]]:
    """Named destinations, of the old kind and the new; a name that leads to no page is left out."""
    pages: dict[int, int] = {}
    found: dict[str, tuple[int, float | None]] = {}
    for tree in (mupdf.pdf_dict_gets(book.root, "Dests"), mupdf.pdf_load_name_tree(book.pdf, mupdf.pdf_new_name("Dests"))):
        for i in range(min(mupdf.pdf_dict_len(tree), NAMES)):
            goal = mupdf.pdf_dict_get_val(tree, i)
            goal = goal if mupdf.pdf_is_array(goal) else mupdf.pdf_dict_gets(goal, "D")
            page = mupdf.pdf_array_get(goal, 0)
            number = mupdf.pdf_to_num(page)
            if number not in pages:
                pages[number] = _step(partial(mupdf.pdf_lookup_page_number, book.pdf, page), -1)
            if mupdf.pdf_is_indirect(page) and 0 <= pages[number] < book.pages:
                name = mupdf.pdf_to_name(mupdf.pdf_dict_get_key(tree, i))
                found[plain(name)] = (pages[number] + 1, _height(book, pages[number], goal))
    return found


def _height(book: Book, index: int, goal: Any) -> float | None:
    """The height that a destination array such as [page /XYZ left top zoom] names."""
    places = {"XYZ": (2, 3), "FitH": (None, 2), "FitBH": (None, 2), "FitR": (2, 5), "FitV": (2, None), "FitBV": (2, None)}
    across, up = places.get(mupdf.pdf_to_name(mupdf.pdf_array_get(goal, 1)), (None, None))
    if across is None and up is None:
        return None
    x, y = (mupdf.pdf_to_real(mupdf.pdf_array_get(goal, i)) if i is not None else 0.0 for i in (across, up))
    point = mupdf.fz_transform_point(mupdf.fz_make_point(x, y), book.shape(index).ctm)
    return book.target(index, point.x, point.y)


# Pages ------------------------------------------------------------------------------------------------------------------


def words(sheet: Sheet, request: Header) -> Answer:
    """The words of a page; with `exact` also the x positions of their characters. The texts are the same either way."""
    shape = sheet.shape
    text = mupdf.FzStextPage(mupdf.FzRect(0, 0, shape.width, shape.height))
    _run(sheet.display, mupdf.fz_new_stext_device(text, mupdf.FzStextOptions(_TEXT_FLAGS)))
    import pymupdf

    from reader.pdf_words import char_edges, clean, turned

    page = pymupdf.TextPage(text)
    raw = page.extractWORDS()
    edges = char_edges(raw, _characters(page)) if request.get("exact") else None
    made: Sequence[Word] = turned(clean(raw, edges), shape.rotation, shape.width, shape.height)
    if not made:
        from reader import scans

        made = scans.words(Path(request["path"]), int(request["page"]))
    return _told(made)


def _told(made: Iterable[Word]) -> Answer:
    return {"words": [(w.text, [round(v, 2) for v in w.rect], w.line, w.edges and [round(v, 2) for v in w.edges]) for w in made]}, b""


def read_scan(sheet: Sheet, book: Book, request: Header) -> Answer:
    """The words that Tesseract reads off the picture of a page; `language` and `models` name its data."""
    import pymupdf

    from reader.pdf_words import clean, turned

    shape = sheet.shape
    _, drawn = picture(sheet, book, {"page": request["page"], "width_px": shape.width * _OCR_DPI / 72})
    # What comes is a PDF of one page: the picture, and over it what was read.
    read = pymupdf.Pixmap("raw", drawn.pixmap).pdfocr_tobytes(compress=False, language=request["language"], tessdata=request["models"])
    page = pymupdf.open("pdf", read)[0]
    scale = shape.width / page.rect.width
    raw = [(x0 * scale, y0 * scale, x1 * scale, y1 * scale, *rest) for x0, y0, x1, y1, *rest in page.get_text("words")]
    return _told(turned(clean(raw), shape.rotation, shape.width, shape.height))


def _characters(page: Any) -> list[Char]:
    lines = (line for block in page.extractRAWDICT()["blocks"] for line in block.get("lines", ()))
    return [(c["c"], c["bbox"][0], c["bbox"][2]) for line in lines for span in line["spans"] for c in span["chars"]]


def links(sheet: Sheet, book: Book) -> Answer:
    """At most 500 links: to a page of this file, or to an http, https or mailto address; all others are left out.

    Not `get_links()`, which takes 43 ms a link on pages with thousands of them.
    """
    from reader.pdf_words import unrotated

    shape = sheet.shape
    found: list[tuple[Any, ...]] = []
    link = mupdf.fz_load_links(sheet.page)
    seen = 0
    while link.m_internal and len(found) < LINKS and seen < 20 * LINKS:
        made = _step(partial(_link, book, link.m_internal), None)
        if made:
            r = link.m_internal.rect
            rect = unrotated((r.x0, r.y0, r.x1, r.y1), shape.rotation, shape.width, shape.height)
            if all(math.isfinite(v) for v in rect):
                found.append(([round(v, 2) for v in rect], *made))
        seen += 1
        link = link.next()
    return {"links": found}, b""


def _link(book: Book, link: Any) -> tuple[int | None, float | None, str | None] | None:
    uri = link.uri or ""
    if uri.startswith("#"):
        at, x, y = mupdf.fz_resolve_link(book.document, uri)
        page = mupdf.fz_page_number_from_location(book.document, at)
        return (page + 1, book.target(page, x, y), None) if 0 <= page < book.pages else None
    address = safe_uri(uri)
    return (None, None, address) if address else None


def picture(sheet: Sheet, book: Book, request: Header) -> Answer:
    """The page as shown at `width_px` pixels across, or the `clip` of that picture; smaller than asked where 24 Mpx would be passed.

    With `images` also the boxes of its photographs and large dark areas, in pixels of the picture.
    """
    scale, box = frame(sheet.shape.width, sheet.shape.height, int(request["width_px"]), request.get("clip"))
    try:
        # Not PyMuPDF's DisplayList.get_pixmap, whose clip is in points, nor its Pixmap(), which draws colours as if printed.
        space = mupdf.fz_device_gray() if sheet.grey else mupdf.fz_device_rgb()
        blank = mupdf.fz_new_pixmap_with_bbox(space, mupdf.FzIrect(*box), mupdf.FzSeparations(), 0)
        mupdf.fz_clear_pixmap_with_value(blank, 255)
        _run(sheet.display, mupdf.fz_new_draw_device(mupdf.FzMatrix(), blank), scale, mupdf.FzRect(*box))
        pixels = Pixels(blank)
    except Exception as e:
        raise PdfError(f"Page {request['page']} of {book.name} cannot be drawn.") from e
    names = ("width", "height", "stride", "x", "y")
    header = {name: getattr(mupdf, f"fz_pixmap_{name}")(blank) for name in names}
    header |= {"scale": scale, "format": "grey" if sheet.grey else "rgb"}
    if request.get("images"):
        header["images"] = _step(partial(_photographs, sheet, book, request, header, pixels), [])
    return header, pixels


def _photographs(sheet: Sheet, book: Book, request: Header, header: Header, drawn: Pixels) -> list[Any]:
    """What `images` asks; what is a photograph is decided once a page, by its whole picture."""
    from reader import pdf_photos

    if "all" not in sheet.photographs:
        whole, at = header, drawn
        if request.get("clip"):
            whole, at = picture(sheet, book, {"page": request["page"], "width_px": _SAMPLE})
        sheet.photographs["all"] = pdf_photos.kept(mupdf, _run, sheet.display, whole, at.samples_mv)
    x, y = header["x"], header["y"]
    edges = (x, y, x + header["width"], y + header["height"])
    return [box for rect in sheet.photographs["all"] if (box := pdf_photos.pixels(rect, header["scale"], edges)) is not None]


# The child --------------------------------------------------------------------------------------------------------------

_ON_PAGES: dict[str, Callable[[Sheet, Book, Header], Answer]] = {
    "words": lambda sheet, _, request: words(sheet, request),
    "links": lambda sheet, book, _: links(sheet, book),
    "picture": picture,
    "scan": read_scan,
}


class Session:
    """The last few documents and pages, kept open; one answer for each request."""

    def __init__(self) -> None:
        self.books: OrderedDict[tuple[str, int, int], Book] = OrderedDict()
        self.sheets: OrderedDict[tuple[str, int, int, int], Sheet] = OrderedDict()
        self.opened = self.closed = 0

    def answer(self, request: Header) -> Answer:
        """What `request["kind"]` asks, and how many files were opened and closed so far. Raises PdfError, PdfLocked, Refused."""
        header, data = self._answer(request)
        return {**header, "opened": self.opened, "closed": self.closed}, data

    def _answer(self, request: Header) -> Answer:
        kind, path = request["kind"], request.get("path", "")
        if request.get("tidy"):
            mupdf.fz_shrink_store(25)  # per cent of what it holds, the longest unused first
        if kind == "release":
            self._close([key for key in self.books if path in ("", key[0])])
            return {}, b""
        if kind != "facts" and kind not in _ON_PAGES:
            raise Refused(f"No such request: {kind}.")
        key, book = self._book(path)
        if kind == "facts":
            return facts(book)
        return _ON_PAGES[kind](self._sheet(key, book, int(request["page"])), book, request)

    def _book(self, path: str) -> tuple[tuple[str, int, int], Book]:
        try:
            found = Path(path).stat()
        except (OSError, ValueError) as e:
            raise PdfError(f"{Path(path).name} cannot be opened: {getattr(e, 'strerror', None) or e}.") from e
        key = (path, found.st_mtime_ns, found.st_size)  # a file that was replaced is another file
        if key not in self.books:
            self._close([k for k in self.books if k[0] == path])
            self.books[key] = Book(path)
            self.opened += 1
        self.books.move_to_end(key)
        self._close(list(self.books)[:-DOCUMENTS_OPEN])
        return key, self.books[key]

    def _sheet(self, key: tuple[str, int, int], book: Book, page: int) -> Sheet:
        at = (*key, page)
        if at not in self.sheets:
            self.sheets[at] = book.sheet(page)
            if len(self.sheets) > PAGES_KEPT:
                self.sheets.popitem(last=False)
        self.sheets.move_to_end(at)
        return self.sheets[at]

    def _close(self, keys: list[tuple[str, int, int]]) -> None:
        for key in keys:
            for at in [at for at in self.sheets if at[:3] == key]:
                del self.sheets[at]
            del self.books[key]  # and with the last name of it MuPDF closes the file
            self.closed += 1
        if keys:
            mupdf.fz_empty_store()
