"""The headers every page carries, whether the server or the service worker made it.

One table: ``web/security.py`` sends it, the export writes it out for the worker, a test compares.
"""

from __future__ import annotations

from typing import Final

_CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)

_PERMISSIONS_POLICY: Final = (
    "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
)

#: What replaces the table's lines where a PDF is read: it may stand in our own pages, and nothing
#: in it may load or run.
FRAMED_PAPER: Final[tuple[tuple[str, str], ...]] = (
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'self'"),
    ("X-Frame-Options", "SAMEORIGIN"),
)


def policy_with_frames(*sources: str) -> str:
    """The policy of a page that shows a PDF beside its form, kept here or just chosen (blob:)."""
    return f"{_CONTENT_SECURITY_POLICY}; frame-src {' '.join(sources)}"


#: name → value; sent with every page
SECURITY_HEADERS: Final[tuple[tuple[str, str], ...]] = (
    ("Content-Security-Policy", _CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", _PERMISSIONS_POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
)
