"""What makes the app installable: its manifest and the service worker's script."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from fieldapp.templating.wording import translate as _
from fieldapp.web.compression import accepted_encoding
from fieldapp.web.identity import company_or_none, public
from fieldapp.web.scope import services
from fieldapp.web.static_files import STATIC, encoded_file

blueprint = Blueprint("pwa", __name__)
_WORKER = STATIC / "dist" / "worker.js"
_PAPER = "#fbfcf9"
_DESK = "#dfe9e4"


@blueprint.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """Name, icons and start page of the installed app."""
    company = company_or_none()
    name = company["short_name"] if company else _("门窗售后")
    body = {
        "id": "/tech/",
        "name": _("%(company)s·维修", company=name),
        "short_name": name[:12],
        "start_url": "/tech/",
        "scope": "/",
        "display": "standalone",
        "lang": "zh-CN",
        "background_color": _PAPER,
        "theme_color": _DESK,
        "icons": [
            _icon("icon-192.png", "192x192", "any"),
            _icon("icon-512.png", "512x512", "any"),
            _icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
    }
    answer = Response(json.dumps(body, ensure_ascii=False), mimetype="application/manifest+json")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@blueprint.get("/service_worker/main.js")
@public
def service_worker() -> Response:
    """The worker of the whole site; browsers ask for it again at every start."""
    if not _WORKER.is_file():
        raise NotFound
    encoding = accepted_encoding()
    body = encoded_file(_WORKER, _WORKER.stat().st_mtime_ns, encoding)
    answer = Response(body, mimetype="text/javascript")
    answer.vary.add("Accept-Encoding")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    answer.headers["Service-Worker-Allowed"] = "/"
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _icon(file: str, sizes: str, purpose: str) -> dict[str, str]:
    return {
        "src": services().assets.url(f"icons/{file}"),
        "sizes": sizes,
        "type": "image/png",
        "purpose": purpose,
    }
