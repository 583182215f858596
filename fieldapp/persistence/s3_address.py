"""Where an S3-compatible store is: its URL taken apart. Needs no boto3 and asks nobody."""

import re
from dataclasses import dataclass
from typing import Literal, Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from fieldapp.persistence.blob_names import checked_name

AddressingStyle = Literal["auto", "path", "virtual"]

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_STYLES: dict[str, AddressingStyle] = {"auto": "auto", "path": "path", "virtual": "virtual"}
_OPTIONS = {"endpoint_url", "addressing_style"}


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Address:
    """A folder in a bucket. Credentials and region are not part of it: boto3 finds them."""

    bucket: str
    #: what every key begins with: empty, or a path that ends with ``/``
    root: str
    #: ``http://…`` or ``https://…``; None means what boto3 is told elsewhere, else AWS
    endpoint_url: str | None
    #: whether the bucket stands in the path or in the host's name; MinIO and Ceph want the former
    addressing_style: AddressingStyle

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Take ``s3://bucket/prefix?endpoint_url=…&addressing_style=…`` apart.

        The style is ``path`` where an endpoint is named, unless the URL says ``virtual`` (Alibaba
        OSS and Tencent COS need that). Raises ValueError saying what is wrong with the URL, without
        repeating what could be a password.
        """
        parts = urlsplit(url)
        options = _options(parts)
        endpoint_url = options.get("endpoint_url")
        return cls(
            bucket=_bucket(parts),
            root=_root(parts),
            endpoint_url=endpoint_url if endpoint_url is None else _endpoint(endpoint_url),
            addressing_style=_style(options.get("addressing_style"), endpoint_url),
        )


def _bucket(parts: SplitResult) -> str:
    if not _BUCKET.fullmatch(parts.netloc):
        raise ValueError("s3:// goes on with a bucket: 3 to 63 of a-z, 0-9, dot and hyphen")
    return parts.netloc


def _root(parts: SplitResult) -> str:
    prefix = unquote(parts.path).strip("/")
    return f"{checked_name(prefix)}/" if prefix else ""


def _options(parts: SplitResult) -> dict[str, str]:
    if parts.fragment:
        raise ValueError("a # has no place in it")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(options.keys() - _OPTIONS)
    if unknown:
        raise ValueError(f"no such option: {', '.join(unknown)}")
    return options


def _endpoint(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise ValueError("endpoint_url is not like https://s3.example.com")
    if "@" in parts.netloc or parts.query:
        raise ValueError("endpoint_url carries no password and no options; see boto3's credentials")
    return text


def _style(given: str | None, endpoint_url: str | None) -> AddressingStyle:
    if given is None:
        return "auto" if endpoint_url is None else "path"
    if given not in _STYLES:
        raise ValueError(f"addressing_style is path, virtual or auto, not {given!r}")
    return _STYLES[given]
