"""Password hashes: Argon2id with the library's current parameters."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
# Compared with when there is no such person, so that the answer takes as long.
_NOBODY = _HASHER.hash("nobody")


def hash_password(password: str) -> str:
    """An encoded Argon2id hash."""
    return _HASHER.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether the password is the hash's; None (no such person) takes as long and is False."""
    try:
        _HASHER.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
