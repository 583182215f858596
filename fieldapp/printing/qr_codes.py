"""QR codes as one SVG path: sharp on paper, no picture file."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

_QUIET = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class QrDrawing:
    """A code to draw: ``path`` in a square box of ``size`` modules, quiet zone included."""

    path: str
    size: int


def qr_drawing(text: str) -> QrDrawing:
    """The code of a text; dark runs of a row are one rectangle each."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows: list[list[bool]] = code.get_matrix()
    path = "".join(_row_path(y, row) for y, row in enumerate(rows))
    return QrDrawing(path=path, size=len(rows))


def _row_path(y: int, row: list[bool]) -> str:
    parts = []
    start = None
    for x, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            parts.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            start = None
    return "".join(parts)
