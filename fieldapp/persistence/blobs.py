"""Bytes outside the database: photos, builds, the epoch; in a folder or in a bucket.

A name is a relative path (blob_names.py), for example ``photos/ab/abcd…`` or
``builds/main-1f2e.js``. It becomes visible only when it is whole. ``blobs_for`` is the one place
that chooses the store; S3Blobs has a file of its own, because boto3 is an extra.
"""

import fcntl
import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, Protocol
from urllib.parse import unquote, urlsplit

from fieldapp.persistence.blob_names import checked_name
from fieldapp.persistence.s3_address import S3Address

_READ_BYTES = 1 << 20


class BlobMissing(LookupError):
    """There is no blob of this name."""


class WrongOffset(ValueError):
    """Bytes were offered at another place than the end of what is there."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"expected offset {offset}")
        self.offset = offset


class HashMismatch(ValueError):
    """The bytes that arrived are not the ones announced; they have been thrown away."""


class BlobsUnavailable(OSError):
    """The store does not answer or refuses to work; the same question may succeed later."""


class Blobs(Protocol):
    """A store of named bytes; safe to use from several threads and processes.

    Every method raises ValueError for what is no name and OSError where the store does not work.
    """

    def received(self, name: str) -> int:
        """How many bytes of an unfinished blob have arrived; 0 if none."""
        ...

    def append(self, name: str, offset: int, chunk: bytes) -> int:
        """Add bytes to an unfinished blob at its end, return the new end. Raises WrongOffset."""
        ...

    def finish(self, name: str, sha256: str) -> None:
        """Make an unfinished blob visible if its hash is right.

        Nothing is left to do where another request has finished it. Raises HashMismatch, and
        BlobMissing where nothing has arrived.
        """
        ...

    def put(self, name: str, content: bytes) -> None:
        """Store a whole blob, replacing one of the same name."""
        ...

    def read(self, name: str) -> bytes:
        """All bytes of a blob. Raises BlobMissing."""
        ...

    def read_at(self, name: str, offset: int, length: int) -> bytes:
        """At most ``length`` (> 0) bytes of a blob from ``offset``. Raises BlobMissing."""
        ...

    def exists(self, name: str) -> bool:
        """Whether the whole blob is there."""
        ...

    def delete(self, name: str) -> None:
        """Remove a blob, whole or unfinished, if there is one."""
        ...

    def names(self, prefix: str) -> Iterator[str]:
        """Names of whole blobs below a folder name, sorted."""
        ...


def blobs_for(url: str) -> Blobs:
    """The store a URL names: ``file:///path`` or ``s3://bucket/prefix?endpoint_url=…``.

    Raises ValueError for any other URL or where the extra ``s3`` is not installed, and OSError
    where the folder cannot be made or the bucket does not answer.
    """
    parts = urlsplit(url)
    if parts.scheme == "s3":
        return _bucket(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or not parts.path:
        raise ValueError(f"blobs are kept at file:///… or s3://…, not at {parts.scheme}:")
    return FileBlobs(Path(unquote(parts.path)))


def _bucket(url: str) -> Blobs:
    address = S3Address.from_url(url)
    try:
        from fieldapp.persistence.s3_blobs import S3Blobs  # here: boto3 is large and an extra
    except ModuleNotFoundError as error:
        raise ValueError(f"{error}; s3:// needs: pip install 'fieldapp[s3]'") from error
    return S3Blobs(address)


class FileBlobs:
    """Blobs in a folder: unfinished ones under ``.partial``, finished by an atomic rename."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._partial = root / ".partial"
        self._partial.mkdir(parents=True, exist_ok=True)

    def received(self, name: str) -> int:
        path = self._unfinished(name)
        return path.stat().st_size if path.exists() else 0

    def append(self, name: str, offset: int, chunk: bytes) -> int:
        path = self._unfinished(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path, "ab") as stream:
            end = stream.seek(0, os.SEEK_END)
            if end != offset:
                raise WrongOffset(end)
            stream.write(chunk)
            return end + len(chunk)

    def finish(self, name: str, sha256: str) -> None:
        path = self._unfinished(name)
        try:
            stream = _locked(path, "rb")
        except FileNotFoundError as error:
            if self._holds(name, sha256):
                return
            raise BlobMissing(name) from error
        with stream:
            if _sha256(stream) != sha256:
                path.unlink()
                raise HashMismatch(name)
            os.fsync(stream.fileno())
            self._publish(path, self._whole(name))

    def put(self, name: str, content: bytes) -> None:
        written = self._unfinished(f"{name}.{os.getpid()}-{threading.get_ident()}")
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_bytes(content)
        _flush(written)
        self._publish(written, self._whole(name))

    def read(self, name: str) -> bytes:
        with self._open(name) as stream:
            return stream.read()

    def read_at(self, name: str, offset: int, length: int) -> bytes:
        with self._open(name) as stream:
            stream.seek(offset)
            return stream.read(length)

    def exists(self, name: str) -> bool:
        return self._whole(name).is_file()

    def delete(self, name: str) -> None:
        self._whole(name).unlink(missing_ok=True)
        self._unfinished(name).unlink(missing_ok=True)

    def names(self, prefix: str) -> Iterator[str]:
        files = (path for path in self._whole(prefix).rglob("*") if path.is_file())
        yield from sorted(path.relative_to(self._root).as_posix() for path in files)

    def _holds(self, name: str, sha256: str) -> bool:
        try:
            with self._open(name) as stream:
                return _sha256(stream) == sha256
        except BlobMissing:
            return False

    def _open(self, name: str) -> BinaryIO:
        try:
            return self._whole(name).open("rb")
        except (FileNotFoundError, IsADirectoryError) as error:
            raise BlobMissing(name) from error

    def _whole(self, name: str) -> Path:
        return self._root / checked_name(name)

    def _unfinished(self, name: str) -> Path:
        return self._partial / checked_name(name)

    def _publish(self, written: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        written.replace(target)
        _flush(target.parent)


def _locked(path: Path, mode: Literal["ab", "rb"]) -> BinaryIO:
    """Open an unfinished blob which nobody else appends to or finishes before it is closed.

    A phone that lost patience sends a piece again while the first request still works on it.
    """
    while True:
        stream = path.open(mode)
        fcntl.flock(stream, fcntl.LOCK_EX)
        if _is_still(path, stream):
            return stream
        stream.close()


def _is_still(path: Path, stream: BinaryIO) -> bool:
    """Whether the name still leads to these bytes: they may be finished or dropped by now."""
    try:
        return os.path.samestat(path.stat(), os.fstat(stream.fileno()))
    except FileNotFoundError:
        return False


def _sha256(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_READ_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def _flush(path: Path) -> None:
    """Force a file or a folder to disk: after it bytes and names survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
