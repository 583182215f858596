"""Static files of this build, and of earlier ones from the blob store.

A page kept open for weeks still asks for the files it was made with: each build leaves a copy of
its hashed files under ``builds/`` in the blob store when it starts, and what it serves compressed
as well as can be: that takes too long for the moment somebody asks.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from fieldapp.web.compression import accepted_encoding, encode
from fieldapp.web.identity import public
from fieldapp.web.scope import services

if TYPE_CHECKING:
    from fieldapp.persistence.blobs import Blobs

STATIC = Path(__file__).parent.parent / "static"
_DIST = "dist"
_BUILDS = "builds"
_IMMUTABLE = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=3600"
_HASHED = re.compile(r"[a-z0-9_-]+-[0-9a-z]{8,}\.[a-z0-9]+", re.IGNORECASE)
_COMPRESSED = (".css", ".js", ".svg", ".json", ".wasm", ".webmanifest")
_COMPRESSED_BUILDS = f"{_BUILDS}/br"
_BEST_QUALITY = 11

blueprint = Blueprint("static_files", __name__)


class Assets:
    """Logical names of this build's files and their addresses."""

    def __init__(self, root: Path = STATIC) -> None:
        self._root = root
        manifest = root / _DIST / "manifest.json"
        text = manifest.read_text(encoding="utf-8") if manifest.exists() else "{}"
        self._names: dict[str, str] = json.loads(text)

    def url(self, name: str) -> str:
        """The address of a logical file name: hashed where the build hashed it."""
        if name in self._names:
            return f"/static/{_DIST}/{self._names[name]}"
        if (self._root / name).is_file():
            return f"/static/{name}"
        raise KeyError(f"{name} is neither in the build's manifest nor a static file")

    def hashed_files(self) -> Iterator[tuple[str, Path]]:
        """Name and path of every hashed file of this build, shared chunks included."""
        for path in sorted((self._root / _DIST).rglob("*")):
            if path.is_file() and _HASHED.fullmatch(path.name):
                yield path.name, path

    def compressible_files(self) -> Iterator[Path]:
        """Every built file that travels compressed, the worker included."""
        for path in sorted((self._root / _DIST).rglob("*")):
            if path.is_file() and _compresses(path.name):
                yield path


def keep_build(assets: Assets, blobs: Blobs) -> None:
    """Copy this build's hashed files to the blob store, and all it serves compressed; once."""
    for name, path in assets.hashed_files():
        key = f"{_BUILDS}/{name}"
        if not blobs.exists(key):
            blobs.put(key, path.read_bytes())
    for path in assets.compressible_files():
        body = path.read_bytes()
        if not blobs.exists(_compressed_key(body)):
            blobs.put(_compressed_key(body), _compressed(body))


@blueprint.get("/static/<path:name>")
@public
def static_file(name: str) -> Response:
    """A file of this build, or a hashed one of an earlier build."""
    if "\x00" in name:
        raise NotFound
    path = (STATIC / name).resolve()
    if path.is_relative_to(STATIC) and path.is_file() and path.suffix != ".py":
        return _answer(name, path.read_bytes() if not _compresses(name) else None, path)
    return _earlier_build(name)


def _earlier_build(name: str) -> Response:
    folder, _slash, file = name.rpartition("/")
    key = f"{_BUILDS}/{file}"
    blobs = services().blobs
    if folder.split("/")[0] != _DIST or not _HASHED.fullmatch(file) or not blobs.exists(key):
        raise NotFound
    return _answer(name, blobs.read(key), None)


def _answer(name: str, body: bytes | None, path: Path | None) -> Response:
    encoding = accepted_encoding() if path is not None and _compresses(name) else None
    if body is None:
        assert path is not None  # noqa: S101 - only a file of this build comes without its bytes
        body = encoded_file(path, path.stat().st_mtime_ns, encoding)
    answer = Response(body, mimetype=_type_of(name))
    answer.headers["Content-Length"] = str(len(body))
    answer.vary.add("Accept-Encoding")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    answer.headers["Cache-Control"] = _IMMUTABLE if _is_hashed(name) else _SHORT
    # Also what never changes: a worker's imports are asked for again when it is installed.
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@lru_cache(maxsize=256)
def encoded_file(path: Path, _changed_ns: int, encoding: str | None) -> bytes:
    """The file's bytes in this encoding, read or made once per process and version."""
    body = path.read_bytes()
    if encoding is None:
        return body
    if encoding == "br":
        # A store that is silent or has lost it must not stop a file that lies here.
        with suppress(OSError, LookupError):
            return services().blobs.read(_compressed_key(body))
    return encode(body, encoding, quality=_BEST_QUALITY)


@lru_cache(maxsize=256)
def _compressed(body: bytes) -> bytes:
    return encode(body, "br", quality=_BEST_QUALITY)


def _compressed_key(body: bytes) -> str:
    return f"{_COMPRESSED_BUILDS}/{hashlib.sha256(body).hexdigest()}"


def _compresses(name: str) -> bool:
    return name.endswith(_COMPRESSED)


def _is_hashed(name: str) -> bool:
    folder, _slash, file = name.rpartition("/")
    return folder.split("/")[0] == _DIST and _HASHED.fullmatch(file) is not None


def _type_of(name: str) -> str:
    if name.endswith(".js"):
        return "text/javascript"
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
