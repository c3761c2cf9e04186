from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import pdf_photos
from reader.pdf_process import PdfProcess
from tests import pdfs

Clip = tuple[int, int, int, int] | None
WIDTH = 595  # a pixel a point


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfProcess]:
    with PdfProcess() as process:
        yield process


def image(tones: bytes, side: int = 40) -> bytes:
    """A square image whose rows repeat these greys."""
    form = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode"
    return pdfs.stream(zlib.compress((tones * side)[:side] * side), form % (side, side))


PHOTOGRAPH = image(bytes(range(0, 240, 6)))
SCAN = image(b"\xf0" * 9 + b"\x20")


def boxes(
    pdf: PdfProcess, folder: Path, content: bytes, picture: bytes = PHOTOGRAPH, clip: tuple[int, ...] | None = None
) -> list[tuple[int, ...]]:
    path = folder / "images.pdf"
    path.write_bytes(pdfs.book([content], resources=b"/XObject << /I 3 0 R >>", more=[picture]))
    return [tuple(b) for b in pdf.request("picture", path=path, page=1, width_px=WIDTH, images=True, clip=clip).fields["images"]]


def placed(x: float, y: float, width: float, height: float, clip: bytes = b"") -> bytes:
    return b"q %s %g 0 0 %g %g %g cm /I Do Q\n" % (clip, width, height, x, y)


def test_a_photograph_is_told_in_pixels_of_the_picture(pdf: PdfProcess, tmp_path: Path) -> None:
    assert boxes(pdf, tmp_path, placed(100, 442, 200, 100)) == [(100, 300, 300, 400)]


def test_only_its_seen_part_counts(pdf: PdfProcess, tmp_path: Path) -> None:
    assert boxes(pdf, tmp_path, placed(0, 0, 595, 842, b"100 442 200 100 re W n")) == [(100, 300, 300, 400)]


def test_a_scan_is_paper(pdf: PdfProcess, tmp_path: Path) -> None:
    assert boxes(pdf, tmp_path, placed(0, 0, 595, 842), SCAN) == []


def test_an_icon_goes_with_the_text(pdf: PdfProcess, tmp_path: Path) -> None:
    assert boxes(pdf, tmp_path, placed(100, 442, 10, 10)) == []


def test_a_dark_cover_stays_dark_and_a_round_or_small_shape_does_not_count(pdf: PdfProcess, tmp_path: Path) -> None:
    teal = b"0.08 0.38 0.42 rg "
    assert boxes(pdf, tmp_path, teal + b"0 342 595 500 re f\n" + placed(0, 0, 5, 5)) == [(0, 0, 595, 500)]
    assert boxes(pdf, tmp_path, teal + b"297 842 m 595 421 l 297 0 l 0 421 l f\n" + placed(0, 0, 5, 5)) == []
    assert boxes(pdf, tmp_path, teal + b"50 742 200 20 re f\n" + placed(0, 0, 5, 5)) == []


def test_strips_are_one_picture(pdf: PdfProcess, tmp_path: Path) -> None:
    strips = b"".join(placed(100, 442 - 8 * n, 200, 8) for n in range(20))
    assert boxes(pdf, tmp_path, strips) == [(100, 392, 300, 552)]


def test_a_part_of_a_page_tells_its_part_of_the_photograph(pdf: PdfProcess, tmp_path: Path) -> None:
    assert boxes(pdf, tmp_path, placed(100, 442, 200, 100), clip=(200, 350, 500, 500)) == [(0, 0, 100, 50)]
    assert boxes(pdf, tmp_path, placed(100, 442, 200, 100), clip=(400, 0, 500, 500)) == []


def test_nothing_is_said_unasked(pdf: PdfProcess, tmp_path: Path) -> None:
    boxes(pdf, tmp_path, placed(100, 442, 200, 100))
    assert "images" not in pdf.request("picture", path=tmp_path / "images.pdf", page=1, width_px=WIDTH).fields
    assert pdf.picture(tmp_path / "images.pdf", 1, WIDTH).images == ()


def test_columns_of_strips_join_across() -> None:
    tiles = [(x, y, x + 50.0, y + 20.0) for x in (0.0, 50.0) for y in (0.0, 20.0, 40.0)]
    assert pdf_photos.joined(tiles) == [(0, 0, 100, 60)]
    assert len(pdf_photos.joined([(0, 0, 50, 20), (0, 30, 50, 50)])) == 2
