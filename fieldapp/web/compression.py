"""Pages and JSON leave compressed: a slow mobile network is the rule here."""

from __future__ import annotations

import gzip
import zlib

import brotli
from flask import Flask, Response, request

_SMALLEST = 500
_COMPRESSIBLE = (
    "text/", "application/json", "application/manifest+json", "application/javascript",
    "image/svg+xml",
)  # fmt: skip
_PAGE_QUALITY = 4
#: zlib's word for "with gzip's head and tail".
_GZIP = 31


def register_compression(app: Flask) -> None:
    """Compress answers made on the spot; static files come compressed already."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Encode the body as the browser prefers: Brotli, else gzip, else as it is."""
    if not _is_worth_it(response):
        return response
    response.vary.add("Accept-Encoding")
    encoding = accepted_encoding()
    if encoding is None:
        return response
    response.set_data(encode(response.get_data(), encoding, quality=_PAGE_QUALITY))
    response.headers["Content-Encoding"] = encoding
    etag, _weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response


def accepted_encoding() -> str | None:
    """The best encoding this browser takes."""
    return request.accept_encodings.best_match(["br", "gzip"])


def encode(body: bytes, encoding: str, *, quality: int) -> bytes:
    """The body in ``br`` or ``gzip``; quality 0–11 counts for Brotli only."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality))
    return gzip.compress(body, compresslevel=6, mtime=0)


def gunzip(body: bytes, *, largest: int) -> bytes:
    """What was compressed, as far as it is no longer than ``largest`` bytes.

    Raises OverflowError for more (nothing beyond is unpacked), ValueError for anything but one
    whole gzip stream.
    """
    unpacking = zlib.decompressobj(wbits=_GZIP)
    try:
        content = unpacking.decompress(body, largest + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(content) > largest:
        raise OverflowError(f"more than {largest} bytes")
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("not one whole gzip stream")
    return content


def _is_worth_it(response: Response) -> bool:
    return (
        response.status_code not in {204, 206, 304}
        and not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(_COMPRESSIBLE)
        and len(response.get_data()) >= _SMALLEST
    )
