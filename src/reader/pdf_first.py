"""The child process from its first moment: a picture asked for at once is drawn with MuPDF's bare functions, then `pdf` takes over.

The classes of `pymupdf.mupdf` take 60 ms to load, pathlib, json and typing another 20, and on two cores the window waits for every one
of them. So nothing is imported here but what one picture needs; what fails here is asked again of `pdf`, which tells what is wrong.
"""

from __future__ import annotations

import importlib
import os
import sys
from math import ceil

TYPE_CHECKING = False  # typing itself takes 4 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

BEGINNING = b'{"kind":"picture","path":"'  # of a request that is answered here

_EVERYTHING = (-0x80000000, -0x80000000, 0x7FFFFF80, 0x7FFFFF80)  # MuPDF's FZ_MIN_INF_RECT and FZ_MAX_INF_RECT
_LARGE = 4000  # points or pixels: sizes that need care are for `pdf`


def main() -> None:
    """Greet, answer the first request if it is for a picture, and hand over; ends with standard input."""
    pipe = take_pipe()
    _limit_memory(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    _write(pipe, b'{"ready":1,"bytes":0}')
    size = _read(4)
    first = _read(int.from_bytes(size, "big"))
    if first.startswith(BEGINNING) and _answer(pipe, first):
        first = b""
    elif not first:
        return
    from reader import pdf, pdf_serve

    pdf_serve.serve(pdf.Session().answer, pipe, first)


def take_pipe() -> int:
    """A descriptor of the answers' pipe; standard output leads nowhere from now on, so that no stray print reaches the pipe."""
    pipe = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return pipe


def _limit_memory(limit: int) -> None:
    """A ceiling on address space, Linux only: a net below the parent's watch on resident memory."""
    if sys.platform == "linux" and limit > 0:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _read(count: int) -> bytes:
    """So many bytes of standard input, unbuffered, as somebody else reads on; fewer at its end."""
    parts = b""
    while len(parts) < count and (part := os.read(0, count - len(parts))):
        parts += part
    return parts


def _write(pipe: int, header: bytes, data: memoryview | bytes = b"") -> None:
    left = memoryview(len(header).to_bytes(4, "big") + header)
    while left:
        left = left[os.write(pipe, left) :]
    left = memoryview(data)
    while left:
        left = left[os.write(pipe, left) :]


def _answer(pipe: int, request: bytes) -> bool:
    """Whether the picture could be drawn and sent; `request` as `pdf_start` writes it. Raises OSError when the parent is gone."""
    import faulthandler

    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - pathlib is slow to import
        drawn = None
        try:
            path, _, numbers = request.removeprefix(BEGINNING).rpartition(b'","page":')
            page, width_px, asked, seconds = (part.rpartition(b":")[2] for part in numbers.rstrip(b"}").split(b","))
            faulthandler.dump_traceback_later(float(seconds) + 5, exit=True, file=nowhere)  # a hang, if the parent is gone
            kept: list[tuple[Any, Any]] = []
            drawn = _picture(kept, path.replace(b'\\"', b'"').replace(b"\\\\", b"\\").decode(), int(page), int(width_px))
            if drawn is not None:
                header, data = drawn
                _write(pipe, header + f',"bytes":{len(data)},"id":{int(asked)}}}'.encode(), data)
                del data
            for drop, thing in reversed(kept):
                drop(thing)
        except OSError:
            raise
        except Exception:  # noqa: BLE001 - MuPDF raises a dozen kinds: `pdf` is asked the same, and says what it was
            return False
        finally:
            faulthandler.cancel_dump_traceback_later()
        return drawn is not None


def _picture(kept: list[tuple[Any, Any]], path: str, page: int, width_px: int) -> tuple[bytes, memoryview] | None:
    """The beginning of a header and the pixels, the same as `pdf.picture` gives; the view lives until what is `kept` is dropped."""
    m = _mupdf()

    def keep(drop: str, thing: Any) -> Any:
        kept.append((getattr(m, drop), thing))
        return thing

    document = keep("ll_pdf_drop_document", m.ll_pdf_open_document(path))
    book = m.pdf_document_super_get(document)
    if m.ll_fz_needs_password(book) or not 1 <= page <= m.ll_fz_count_pages(book):
        return None
    sheet = keep("ll_fz_drop_page", m.ll_fz_load_page(book, page - 1))
    display = keep("ll_fz_drop_display_list", m.ll_fz_new_display_list_from_page(sheet))
    bounds = m.ll_fz_bound_page(sheet)
    width, height = m.fz_rect_x1_get(bounds) - m.fz_rect_x0_get(bounds), m.fz_rect_y1_get(bounds) - m.fz_rect_y0_get(bounds)
    if not (0 < width < _LARGE and 0 < height < _LARGE and width_px < _LARGE and height * width_px / width < _LARGE):
        return None
    scale = width_px / width
    box = (0, 0, max(ceil(width * scale - 0.01), 1), max(ceil(height * scale - 0.01), 1))  # as pdf_labels.frame
    grey = _colourless(m, keep, display)
    space = m.ll_fz_device_gray() if grey else m.ll_fz_device_rgb()
    pixels = keep("ll_fz_drop_pixmap", m.ll_fz_new_pixmap_with_bbox(space, _box(m, "fz_irect", box), None, 0))
    m.ll_fz_clear_pixmap_with_value(pixels, 255)
    _run(m, display, keep("ll_fz_drop_device", m.ll_fz_new_draw_device(_scaling(m, 1), pixels)), scale, box)
    stride, rows = m.ll_fz_pixmap_stride(pixels), m.ll_fz_pixmap_height(pixels)
    form = "grey" if grey else "rgb"
    header = f'{{"width":{m.ll_fz_pixmap_width(pixels)},"height":{rows},"stride":{stride},"x":0,"y":0,"scale":{scale!r},"format":"{form}"'
    return header.encode(), m.python_memoryview_from_memory(m.ll_fz_pixmap_samples(pixels), stride * rows, 0)


def _mupdf() -> Any:
    """`pymupdf._mupdf`, the bare functions, without the two modules above it, by a stand-in for the package while it is imported."""
    from importlib.machinery import ModuleSpec, PathFinder

    found = PathFinder.find_spec("pymupdf")
    assert found is not None
    sys.modules["pymupdf"] = stand_in = type(sys)("pymupdf")
    stand_in.__path__ = list(found.submodule_search_locations or ())
    stand_in.__spec__ = ModuleSpec("pymupdf", None, is_package=True)
    try:
        return importlib.import_module("pymupdf._mupdf")
    finally:
        del sys.modules["pymupdf"]


def _box(m: Any, kind: str, corners: tuple[float, float, float, float]) -> Any:
    made = getattr(m, f"new_{kind}")()
    for name, value in zip(("x0", "y0", "x1", "y1"), corners, strict=True):
        getattr(m, f"{kind}_{name}_set")(made, value)
    return made


def _scaling(m: Any, scale: float) -> Any:
    made = m.new_fz_matrix()
    for name, value in zip("abcdef", (scale, 0, 0, scale, 0, 0), strict=True):
        getattr(m, f"fz_matrix_{name}_set")(made, value)
    return made


def _run(m: Any, display: Any, device: Any, scale: float, area: tuple[float, float, float, float]) -> None:
    m.ll_fz_run_display_list(display, device, _scaling(m, scale), _box(m, "fz_rect", area), None)
    m.ll_fz_close_device(device)


def _colourless(m: Any, keep: Callable[[str, Any], Any], display: Any) -> bool:
    """As `pdf` decides it: with MuPDF's test device."""
    found = m.new_ll_fz_new_test_device_outparams()
    _run(m, display, keep("ll_fz_drop_device", m.ll_fz_new_test_device_outparams_fn(0.02, 0, None, found)), 1, _EVERYTHING)
    return bool(m.ll_fz_new_test_device_outparams_is_color_get(found) == 0)
