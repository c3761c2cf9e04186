from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.errors import PdfError, PdfLocked, Refused
from reader.pdf_process import Limits, OutlineEntry, PdfProcess, Picture, Rect
from tests import pdfs

Save = Callable[[bytes], Path]


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfProcess]:
    with PdfProcess() as process:
        yield process


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def saved(data: bytes) -> Path:
        path = tmp_path / "Guía ñ.pdf"
        path.write_bytes(data)
        return path

    return saved


def texts(pdf: PdfProcess, path: Path, page: int = 1, exact: bool = False) -> str:
    return " ".join(word.text for word in pdf.words(path, page, exact))


# Facts


def test_plain_pages(pdf: PdfProcess, save: Save) -> None:
    facts = pdf.facts(save(pdfs.prose(3)))
    assert (facts.pages, facts.labels) == (3, ("1", "2", "3"))
    assert not facts.outline
    assert not facts.notices
    assert not facts.names
    assert facts.rotations == (0, 0, 0)
    assert facts.sizes == ((595, 842),) * 3


def test_title_and_language_are_plain_text(pdf: PdfProcess, save: Save) -> None:
    title = ("\u202eGu\u00eda <b>" + "x" * 600).encode("utf-16-be")
    more = [b"<< /Title <feff%s> >>" % title.hex().encode()]
    facts = pdf.facts(save(pdfs.book([b""], more=more, catalog=b"/Lang (es-MX)", trailer=b"/Info 3 0 R")))
    assert facts.title == "Guía <b>" + "x" * 492
    assert facts.language == "es-MX"


def test_labels_as_typst_writes_them(pdf: PdfProcess, save: Save) -> None:
    rules = b"/Nums [0 << /Type /PageLabel /S /r >> 2 << /Type /PageLabel /S /D /St 5 >> 4 << /P (A-) /S /A >>]"
    assert pdf.facts(save(pdfs.labelled(rules, 6))).labels == ("i", "ii", "5", "6", "A-A", "A-B")


def test_labels_in_a_tree_of_kids(pdf: PdfProcess, save: Save) -> None:
    rules = b"/Kids [<< /Kids [<< /Nums [0 << /S /r >>] >>] >> << /Nums [1 << /S /D >>] >>]"
    assert pdf.facts(save(pdfs.labelled(rules, 3))).labels == ("i", "1", "2")


@pytest.mark.parametrize(
    "rules",
    [
        b"/Nums [0]",
        b"/Nums 7",
        b"/Nums [0 null 1 (x) 2 << /S 5 /St (q) /P 9 >>]",
        b"/Nums [(a) << /S /D >>]",
        b"/Kids [1 0 R]",
        b"/Kids [[]]",
    ],
)
def test_odd_labels_leave_the_page_numbers(pdf: PdfProcess, save: Save, rules: bytes) -> None:
    assert pdf.facts(save(pdfs.labelled(rules, 3))).labels == ("1", "2", "3")


def test_labels_that_contain_themselves_end(pdf: PdfProcess, save: Save) -> None:
    more = [b"<< /Kids [3 0 R 3 0 R 3 0 R] /Nums [0 << /S /r >>] >>"]
    assert pdf.facts(save(pdfs.book([b"", b""], more=more, catalog=b"/PageLabels 3 0 R"))).labels == ("i", "ii")


def test_a_file_without_outline_is_no_segfault(pdf: PdfProcess, save: Save) -> None:
    assert pdf.facts(save(pdfs.prose(1))).outline == ()


def test_a_wide_outline_ends_at_twenty_thousand(pdf: PdfProcess, save: Save) -> None:
    outline = pdf.facts(save(pdfs.outlined(20_050))).outline
    assert len(outline) == 20_000
    assert outline[-1] == OutlineEntry(1, "Entry 19999", 1, None)


def test_a_deep_outline_ends_at_twelve_levels(pdf: PdfProcess, save: Save) -> None:
    assert [e.level for e in pdf.facts(save(pdfs.outlined(3_000, deep=True))).outline] == list(range(1, 13))


def test_an_outline_entry_that_leads_nowhere_is_left_out(pdf: PdfProcess, save: Save) -> None:
    web = b"<< /Title (Web) /Parent 3 0 R /Next 5 0 R /A << /S /URI /URI (http://a.org) >> >>"
    more = [b"<< /First 4 0 R /Last 5 0 R >>", web, b"<< /Title (Page) /Parent 3 0 R /Dest [6 0 R /Fit] >>"]
    outline = pdf.facts(save(pdfs.book([b""], more=more, catalog=b"/Outlines 3 0 R"))).outline
    assert [entry.title for entry in outline] == ["Page"]


def test_named_destinations_of_both_kinds(pdf: PdfProcess, save: Save) -> None:
    one, two = pdfs.page_number(0), pdfs.page_number(1)
    old = b"/Dests << /first [%d 0 R /XYZ 0 742 0] /horizontal << /D [%d 0 R /FitH 800] >> /gone [99 0 R /Fit] >>" % (one, two)
    new = b" /Names << /Dests << /Names [(secci\\363n 2) [%d 0 R /FitR 1 2 3 442] (broken) (text)] >> >>" % two
    assert pdf.facts(save(pdfs.book([b"", b""], catalog=old + new))).names == {
        "first": (1, 100),
        "horizontal": (2, 42),
        "sección 2": (2, 400),
    }


def test_notices(pdf: PdfProcess, save: Save) -> None:
    extras = b"/AcroForm << /XFA [] >> /Names << /EmbeddedFiles << /Names [] >> >>"
    assert pdf.facts(save(pdfs.book([b""], catalog=extras))).notices == ("attachments", "needs-another-program")
    assert pdf.facts(save(pdfs.prose(1).replace(b"startxref", b"startnone"))).notices == ("repaired",)


# Words


def test_tex_accents_and_ligatures(pdf: PdfProcess, save: Save) -> None:
    path = save(pdfs.tex())
    read = texts(pdf, path)
    for word in ("Notación", "Capítulo", "añadan", "fin", "aflicción", "último", "Índice"):
        assert word in read.split()


@pytest.mark.parametrize("make", [pdfs.tex, pdfs.columns, pdfs.hyphens, pdfs.prose, lambda: pdfs.turned(0), lambda: pdfs.turned(90)])
def test_exact_words_differ_only_in_their_edges(pdf: PdfProcess, save: Save, make: Callable[[], bytes]) -> None:
    path = save(make())
    fast, exact = pdf.words(path, 1), pdf.words(path, 1, exact=True)
    assert [(w.text, w.rect, w.line) for w in fast] == [(w.text, w.rect, w.line) for w in exact]
    assert all(w.edges is None for w in fast)
    for word in exact:
        assert word.edges is None or len(word.edges) == len(word.text) + 1


def test_edges_lie_between_the_letters(pdf: PdfProcess, save: Save) -> None:
    (word,) = pdf.words(save(pdfs.book([pdfs.text(100, 700, b"Wii", 10)])), 1, exact=True)
    assert word.edges == (100, 109.44, 111.66, 113.88)  # Helvetica: W 0.944 em, i 0.222


def test_columns_written_row_by_row(pdf: PdfProcess, save: Save) -> None:
    woven = texts(pdf, save(pdfs.columns(by_row=True)))
    assert woven == texts(pdf, save(pdfs.columns(by_row=False)))
    assert woven.index("left11") < woven.index("right0")


def test_hyphens_stay(pdf: PdfProcess, save: Save) -> None:
    assert texts(pdf, save(pdfs.hyphens())) == "preven\u00ad tion and call- in meetings"


def test_hidden_text_is_read_and_text_off_the_page_is_not(pdf: PdfProcess, save: Save) -> None:
    hidden = b"3 Tr " + pdfs.text(50, 700, b"scanned") + b"0 Tr "
    content = hidden + pdfs.text(50, 660, b"tiny", 0) + pdfs.text(2000, 600, b"outside") + pdfs.text(50, 600, b"seen")
    assert texts(pdf, save(pdfs.book([content]))).replace("tiny ", "") == "scanned seen"


@pytest.mark.parametrize("page", [0, -1, 4, 10**9])
def test_a_page_that_is_not_there(pdf: PdfProcess, save: Save, page: int) -> None:
    with pytest.raises(PdfError, match="it has 3"):
        pdf.words(save(pdfs.prose(3)), page)


def test_broken_content_still_gives_what_stands_before_it(pdf: PdfProcess, save: Save) -> None:
    assert texts(pdf, save(pdfs.book([pdfs.text(50, 700, b"Good") + b"BT /F9 12 Tf (x Tj << [ \xff\x00"]))) == "Good"


# Pictures, and whether boxes agree with them


def dark(picture: Picture) -> set[tuple[int, int]]:
    """The pixels with ink."""
    step = 1 if picture.format == "grey" else 3
    rows = range(picture.height)
    return {(x, y) for y in rows for x in range(picture.width) if picture.data[y * picture.stride + x * step] < 128}


def as_shown(rect: Rect, rotation: int, size: tuple[float, float]) -> Rect:
    """A rectangle of the unrotated page on the page as shown, of this size."""
    (x0, y0, x1, y1), (width, height) = rect, size
    return {
        0: rect,
        90: (width - y1, x0, width - y0, x1),
        180: (width - x1, height - y1, width - x0, height - y0),
        270: (y0, height - x1, y1, height - x0),
    }[rotation]


@pytest.mark.parametrize("unit", [1, 1.5])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_and_ink_agree_on_cropped_and_turned_pages(pdf: PdfProcess, save: Save, rotation: int, unit: float) -> None:
    path = save(pdfs.turned(rotation, unit=unit))
    facts = pdf.facts(path)
    (word,) = pdf.words(path, 1)
    (link,) = pdf.links(path, 1)
    assert word.rect[:1] == (100 * unit,)
    assert link.rect == (100 * unit, 85 * unit, 120 * unit, 105 * unit)
    # Three ways to name the same height: link, outline, name. Twenty points above the baseline, wherever the page is turned.
    assert (link.page, link.y) == (1, 80 * unit)
    assert facts.outline == (OutlineEntry(1, "Here", 1, 80 * unit),)
    assert facts.names == {"here": (1, 80 * unit), "fit": (1, None)}
    size = facts.sizes[0]
    assert size == ((400 * unit, 600 * unit) if rotation in (0, 180) else (600 * unit, 400 * unit))
    picture = pdf.picture(path, 1, round(size[0]))
    x0, y0, x1, y1 = as_shown(word.rect, rotation, size)
    ink = dark(picture)
    assert len(ink) > 50
    assert all(x0 - 1 <= x <= x1 and y0 - 1 <= y <= y1 for x, y in ink)


def test_a_clip_is_a_cut_of_the_whole_picture(pdf: PdfProcess, save: Save) -> None:
    path = save(pdfs.prose(1))
    whole = pdf.picture(path, 1, 1000)
    part = pdf.picture(path, 1, 1000, clip=(100, 50, 300, 120))
    assert (whole.width, whole.height, whole.format) == (1000, 1416, "grey")
    assert (part.width, part.height, part.x, part.y) == (200, 70, 100, 50)
    assert len(part.data) == part.stride * part.height
    assert dark(part) == {(x - 100, y - 50) for x, y in dark(whole) if 100 <= x < 300 and 50 <= y < 120}


def test_colour_is_kept_and_only_pages_without_it_are_grey(pdf: PdfProcess, save: Save) -> None:
    path = save(pdfs.book([b"1 0 0 rg 0 0 595 842 re f", b"0.5 g 0 0 595 842 re f"]))
    red, grey = pdf.picture(path, 1, 10), pdf.picture(path, 2, 10)
    assert (red.format, red.data[:3]) == ("rgb", b"\xff\x00\x00")
    assert grey.format == "grey"
    assert 126 <= grey.data[0] <= 129


@pytest.mark.parametrize("media", [(0, 0, 595, 842), (0, 0, 14400, 14400), (0, 0, 3, 14000), (0, 0, 14000, 3)])
def test_no_picture_passes_24_megapixels(pdf: PdfProcess, save: Save, media: pdfs.Box) -> None:
    picture = pdf.picture(save(pdfs.book([b"0 0 1 rg 0 0 9 9 re f"], media=media)), 1, 20_000)
    assert picture.width * picture.height <= 24_000_000
    assert max(picture.width, picture.height) <= 32_000
    assert picture.scale <= 20_000 / media[2]


def test_a_clip_outside_the_page_gives_a_pixel_not_an_error(pdf: PdfProcess, save: Save) -> None:
    picture = pdf.picture(save(pdfs.prose(1)), 1, 100, clip=(500, 500, 600, 600))
    assert picture.width * picture.height >= 1


# Links


def test_a_page_with_32768_links_gives_500_of_them(pdf: PdfProcess, save: Save) -> None:
    links = pdf.links(save(pdfs.linked(32_768)), 1)
    assert len(links) == 500
    assert (links[0].page, links[0].uri) == (None, "https://example.org/")


@pytest.mark.parametrize(
    "target",
    [
        b"/A << /S /URI /URI (javascript:alert\\(1\\)) >>",
        b"/A << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        b"/A << /S /Launch /F (evil.exe) >>",
        b"/A << /S /GoToR /F (other.pdf) /D [0 /Fit] >>",
        b"/A << /S /URI /URI (file:///etc/passwd) >>",
        b"/Dest (nowhere)",
        b"/A 5",
        b"",
    ],
)
def test_other_targets_are_left_out(pdf: PdfProcess, save: Save, target: bytes) -> None:
    assert pdf.links(save(pdfs.linked(2, target)), 1) == ()


def test_a_dead_target_leads_inside_the_file(pdf: PdfProcess, save: Save) -> None:
    # MuPDF makes the first page of it, and nothing tells it from a link that means the first page.
    assert {link.page for link in pdf.links(save(pdfs.linked(2, b"/Dest [99 0 R /Fit]")), 1)} == {1}


# Files that are not what they seem


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not a PDF"),
        (b"<html><body>Hello</body></html>", "is not a PDF"),
        (b"PK\x03\x04mimetypeapplication/epub+zip", "is not a PDF"),
        (b"<html>" + b" " * 17_000 + b"%PDF-1.4", "is not a PDF"),
        (b"%PDF-1.4\n", "damaged"),
        (b"%PDF-1.4\n<html><body>Hello</body></html>", "damaged"),
        (pdfs.prose()[:300], "damaged|no pages"),
        (pdfs.without_pages(), "no pages"),
    ],
)
def test_files_that_are_refused_in_a_sentence(pdf: PdfProcess, save: Save, data: bytes, sentence: str) -> None:
    with pytest.raises((PdfError, Refused), match=f"Guía ñ.pdf.*(?:{sentence})") as caught:
        pdf.facts(save(data))
    assert caught.value.advice


def test_a_cyclic_page_tree_is_no_hang(pdf: PdfProcess, save: Save) -> None:
    path = save(pdfs.cyclic())
    with pytest.raises(PdfError):
        pdf.words(path, 1)


def test_rubbish_before_the_mark_is_forgiven(pdf: PdfProcess, save: Save) -> None:
    assert pdf.facts(save(b"HTTP/1.1 200 OK\r\n\r\n" + pdfs.prose(2))).pages == 2


def test_a_locked_file_says_so(pdf: PdfProcess, save: Save) -> None:
    with pytest.raises(PdfLocked, match="password"):
        pdf.facts(save(pdfs.locked()))


def test_a_missing_file_and_a_folder(pdf: PdfProcess, tmp_path: Path) -> None:
    for path in (tmp_path / "gone.pdf", tmp_path, Path("nul\0byte.pdf")):
        with pytest.raises(PdfError, match="cannot be opened"):
            pdf.facts(path)


def test_an_unknown_request_is_refused(pdf: PdfProcess, save: Save) -> None:
    with pytest.raises(Refused):
        pdf.request("dance", path=save(pdfs.prose(1)))


def test_a_file_that_was_replaced_is_read_anew(pdf: PdfProcess, save: Save) -> None:
    assert pdf.facts(save(pdfs.prose(2))).pages == 2
    assert pdf.facts(save(pdfs.prose(5))).pages == 5


def test_more_files_than_are_kept_open(pdf: PdfProcess, tmp_path: Path) -> None:
    for n in [*range(1, 8), *range(1, 8)]:
        path = tmp_path / f"{n}.pdf"
        path.write_bytes(pdfs.prose(n))
        assert texts(pdf, path, n).startswith(f"Page {n} ")
    pdf.release(path)
    pdf.release()


# Hostile files, with short limits

HARD = Limits(picture=1.0, words=1.0, memory=160 << 20)


@pytest.mark.parametrize(
    ("make", "kind", "sentence"),
    [
        (pdfs.endless, "picture", "takes too long"),
        (pdfs.endless, "words", "takes too long"),
        (pdfs.bomb, "picture", "takes too long"),
        (lambda: pdfs.endless(pdfs.text(10, 10, b"fill the memory") * 20), "words", "memory|takes too long"),
    ],
)
def test_a_hostile_page_costs_only_itself(save: Save, make: Callable[[], bytes], kind: str, sentence: str) -> None:
    path = save(make())
    more = {"width_px": 400} if kind == "picture" else {}
    with PdfProcess(HARD) as pdf:
        with pytest.raises(PdfError, match=f"Page 2 of .* could not be shown: .*(?:{sentence})"):
            pdf.request(kind, path=path, page=2, **more)
        assert pdf.kills(path) == 1
        assert pdf.request("words", path=path, page=3, timeout=30).fields["words"]
        assert pdf.kills(path) == 0


def test_an_outline_so_deep_that_the_engine_overflows_its_stack_costs_only_its_file(save: Save, tmp_path: Path) -> None:
    fine = tmp_path / "fine.pdf"
    fine.write_bytes(pdfs.prose(1))
    deep = save(pdfs.outlined(100_000, deep=True))
    with PdfProcess() as pdf:
        with contextlib.suppress(PdfError):  # a system with a larger stack reads it
            assert pdf.facts(deep).pages == 1
        assert pdf.facts(fine).pages == 1
