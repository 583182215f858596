"""The epoch: which life of the database this is.

It is kept beside the blobs, never in the database, so that a database from a backup cannot bring
its old epoch along. It rises at every restore; a phone that sees a new one sends its kept
receipts again.
"""

from fieldapp.persistence.blobs import BlobMissing, Blobs

_NAME = "epoch"
_FIRST = 1


def read_epoch(blobs: Blobs) -> int:
    """The epoch, from 1."""
    try:
        return int(blobs.read(_NAME))
    except BlobMissing:
        return _FIRST


def raise_epoch(blobs: Blobs) -> int:
    """Begin the next epoch (after a restore) and return it."""
    risen = read_epoch(blobs) + 1
    blobs.put(_NAME, str(risen).encode())
    return risen
