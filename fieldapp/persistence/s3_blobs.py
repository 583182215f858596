"""Blobs in a bucket of an S3-compatible store, shared by any number of servers.

A whole blob is one object, which the store shows whole or not at all. Objects cannot grow, and
parts of a multipart upload must have 5 MB, so every piece of an unfinished blob is an object of its
own: ``.partial/<name>/.<offset>-<length>``. What has arrived is what the listing says; no process
remembers anything, so any server goes on after any other. ``finish`` joins the pieces in memory.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from boto3.session import Session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from fieldapp.persistence.blob_names import checked_name
from fieldapp.persistence.blobs import (
    BlobMissing,
    BlobsUnavailable,
    HashMismatch,
    WrongOffset,
)
from fieldapp.persistence.s3_address import S3Address

_CONNECT_SECONDS = 3
_READ_SECONDS = 20
_ATTEMPTS = 3  # the first one included
_CONNECTIONS = 16
_PIECE = re.compile(r"(\d+)-\d+")
_MISSING = {"NoSuchKey", "NotFound", "404"}  # a HEAD is answered by its number alone


@dataclass(frozen=True, slots=True)
class _Piece:
    """Bytes of an unfinished blob: ``length`` bytes from ``offset``, in the object ``key``."""

    key: str
    offset: int
    length: int


class S3Blobs:
    """Blobs under one prefix of a bucket. Raises BlobsUnavailable where the bucket is silent."""

    def __init__(self, address: S3Address) -> None:
        self._bucket = address.bucket
        self._root = address.root
        with _asking():
            self._client = _client(address)
            self._client.list_objects_v2(Bucket=self._bucket, Prefix=self._root, MaxKeys=1)

    def received(self, name: str) -> int:
        return sum(piece.length for piece in _in_a_row(self._pieces(name)))

    def append(self, name: str, offset: int, chunk: bytes) -> int:
        end = self.received(name)
        if end != offset:
            raise WrongOffset(end)
        self._store(f"{self._partial(name)}{offset:012}-{len(chunk)}", chunk)
        return end + len(chunk)

    def finish(self, name: str, sha256: str) -> None:
        pieces = self._pieces(name)
        content = self._joined(pieces)
        is_right = bool(pieces) and hashlib.sha256(content).hexdigest() == sha256
        if is_right:
            self.put(name, content)
        self._remove(piece.key for piece in pieces)
        if not is_right and not self._holds(name, sha256):
            raise HashMismatch(name) if pieces else BlobMissing(name)

    def put(self, name: str, content: bytes) -> None:
        self._store(self._whole(name), content)

    def read(self, name: str) -> bytes:
        return self._load(self._whole(name))

    def read_at(self, name: str, offset: int, length: int) -> bytes:
        return self._load(self._whole(name), Range=f"bytes={offset}-{offset + length - 1}")

    def exists(self, name: str) -> bool:
        key = self._whole(name)
        with _asking():
            try:
                self._client.head_object(Bucket=self._bucket, Key=key)
            except ClientError as error:
                if _code(error) in _MISSING:
                    return False
                raise
        return True

    def delete(self, name: str) -> None:
        self._remove([self._whole(name), *(piece.key for piece in self._pieces(name))])

    def names(self, prefix: str) -> Iterator[str]:
        for key, _length in self._listed(f"{self._whole(prefix)}/"):
            yield key.removeprefix(self._root)

    def _whole(self, name: str) -> str:
        return self._root + checked_name(name)

    def _partial(self, name: str) -> str:
        """What the keys of its pieces begin with; no part of a name begins with a dot."""
        return f"{self._root}.partial/{checked_name(name)}/."

    def _pieces(self, name: str) -> list[_Piece]:
        start = self._partial(name)
        return [
            _Piece(key, int(match[1]), length)
            for key, length in self._listed(start)
            if (match := _PIECE.fullmatch(key.removeprefix(start)))
        ]

    def _joined(self, pieces: list[_Piece]) -> bytes:
        """The pieces as one; empty if another server, which has joined them, removes them."""
        try:
            return b"".join(self._load(piece.key) for piece in _in_a_row(pieces))
        except BlobMissing:
            return b""

    def _holds(self, name: str, sha256: str) -> bool:
        """Whether the blob is there already, joined by another server a moment ago."""
        try:
            return hashlib.sha256(self.read(name)).hexdigest() == sha256
        except BlobMissing:
            return False

    def _store(self, key: str, content: bytes) -> None:
        with _asking():
            self._client.put_object(Bucket=self._bucket, Key=key, Body=content)

    def _load(self, key: str, **how: str) -> bytes:
        with _asking():
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=key, **how)
                return bytes(answer["Body"].read())
            except ClientError as error:
                if _code(error) in _MISSING:
                    raise BlobMissing(key) from error
                if _code(error) == "InvalidRange":  # all of it lies beyond the end
                    return b""
                raise

    def _listed(self, start: str) -> list[tuple[str, int]]:
        """Keys and lengths in bytes of the objects whose keys begin like this, sorted."""
        with _asking():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=start
            )
            return [
                (entry["Key"], entry["Size"])
                for page in pages
                for entry in page.get("Contents", ())
            ]

    def _remove(self, keys: Iterable[str]) -> None:
        """One by one: stores differ in which checksum they want on a request that deletes many."""
        with _asking():
            for key in keys:
                self._client.delete_object(Bucket=self._bucket, Key=key)


def _client(address: S3Address) -> Any:
    """A client for all threads; credentials, region and proxies as boto3 always finds them."""
    config = Config(
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
        max_pool_connections=_CONNECTIONS,
        s3={"addressing_style": address.addressing_style},
        # Other stores than AWS often refuse the checksums boto3 adds by itself; requests are signed
        # with the hash of their body all the same.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return Session().client("s3", endpoint_url=address.endpoint_url, config=config)


@contextmanager
def _asking() -> Iterator[None]:
    """Whatever else boto3 raises means that the store does not work for us now."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise BlobsUnavailable(str(error)) from error


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])


def _in_a_row(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """The pieces from the beginning up to the first gap.

    Two servers may keep the same bytes cut differently; the longest piece at a place is taken.
    """
    longest: dict[int, _Piece] = {}
    for piece in pieces:
        if piece.offset not in longest or longest[piece.offset].length < piece.length:
            longest[piece.offset] = piece
    end = 0
    while (found := longest.get(end)) and found.length:
        yield found
        end += found.length
