"""QR codes drawn inside a page; the worker draws the same modules without a network.

Byte mode, error correction M, mask 0 and versions 1–6, so that a second implementation stays small
(``service_worker/render/qr.js``). Every reader decodes any mask.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

_QUIET_ZONE = 4
_PICTURE = (
    '<svg class="gate__qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}">'
    '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
)


def qr_modules(text: str) -> list[list[bool]]:
    """The dark modules, row by row, without the quiet zone; text of at most 106 bytes."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=0, border=0)
    code.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE), optimize=0)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


@lru_cache(maxsize=256)
def qr_picture(text: str, label: str) -> Markup:
    """The code as an SVG with its quiet zone; ``label`` is what screen readers say.

    Kept for a while: a page in use is asked for every ten seconds, and finding the modules takes
    longer than the rest of it.
    """
    rows = qr_modules(text)
    path = "".join(
        f"M{x + _QUIET_ZONE} {y + _QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    picture = Markup(_PICTURE)  # noqa: S704  a constant; format() escapes what is put in
    return picture.format(size=len(rows) + 2 * _QUIET_ZONE, label=label, path=path)
