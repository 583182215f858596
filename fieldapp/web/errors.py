"""Problems become answers: status, page or partial; anything else is a bug, logged once."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from fieldapp.domain.problems import Conflict, Invalid, NotAllowed, NotFound, Problem, Unavailable
from fieldapp.persistence.blobs import BlobsUnavailable
from fieldapp.templating.refusals import said_details
from fieldapp.templating.wording import filled
from fieldapp.templating.wording import translate as _
from fieldapp.web import hypermedia
from fieldapp.web.hypermedia import wants_partial
from fieldapp.web.identity import NotSignedIn
from fieldapp.web.pages import render
from fieldapp.web.request_log import log_failure, request_id

_STATUS: tuple[tuple[type[Problem], int], ...] = (
    (Invalid, 422),
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (Unavailable, 503),
)


def register_errors(app: Flask) -> None:
    """One translator for refusals, one for HTTP's own, one for a silent store, one for bugs."""
    app.register_error_handler(Problem, _refusal)
    app.register_error_handler(NotSignedIn, _sign_in_first)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(BlobsUnavailable, _store_silent)
    app.register_error_handler(Exception, _failure)


def status_of(problem: Problem) -> int:
    """The HTTP status of a refusal."""
    return next(status for family, status in _STATUS if isinstance(problem, family))


def wording_of(problem: Problem) -> str:
    """The refusal in the viewer's words."""
    if "%(" not in problem.message:
        return _(problem.message)
    return _(problem.message, **said_details(problem.details))


def field_words(problem: Problem) -> dict[str, str]:
    """What is wrong with which field, in the viewer's words; empty if no field is named."""
    fields = problem.details.get("fields")
    if not isinstance(fields, dict):
        return {}
    values = said_details(problem.details)
    return {
        str(name): filled(_(message), values) if "%(" in message else _(message)
        for name, message in fields.items()
    }


def is_json_path() -> bool:
    """Whether this address speaks JSON: the sync protocol."""
    return request.path.startswith("/sync/")


def _refusal(problem: Problem) -> Response:
    status = status_of(problem)
    if is_json_path():
        return _json(status, problem.code, wording_of(problem))
    title = _("没有找到") if status == 404 else _("没有执行")
    return _notice(status, title=title, message=wording_of(problem))


def _sign_in_first(_error: NotSignedIn) -> Response:
    if is_json_path():
        return _json(401, "session.missing", _("请先登录。"))
    here = request.full_path.rstrip("?") if request.method == "GET" else "/"
    login = f"/login?next={quote(here, safe='')}"
    if wants_partial():
        return Response(status=401, headers={hypermedia.REDIRECT: login})
    return Response(status=303, headers={"Location": login})


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400 or status == 304:
        return error.get_response()  # type: ignore[return-value]
    if is_json_path():
        return _json(status, f"http.{status}", error.name)
    answer = _notice(status, title=_http_title(status), message=_http_message(status))
    if status == 405 and error.get_headers():
        answer.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    return answer


def _store_silent(error: BlobsUnavailable) -> Response:
    log_failure(error)
    message = _("存放照片的地方暂时没有回应。您填的内容没有保存，请稍后再试。")
    if is_json_path():
        return _json(503, "blob.unavailable", message)
    return _notice(503, title=_("没有执行"), message=message, reference=request_id())


def _failure(error: Exception) -> Response:
    log_failure(error)
    message = _("这是程序的错误，已经记下。您填的内容没有保存，请稍后再试。")
    if is_json_path():
        return _json(500, "server.failure", message)
    return _notice(500, title=_("系统出错了"), message=message, reference=request_id())


def _notice(status: int, *, title: str, message: str, reference: str = "") -> Response:
    context = {"title": title, "message": message, "reference": reference}
    if not wants_partial():
        return render("errors/notice.html", status=status, **context)
    answer = render("errors/_notice.html", status=status, **context)
    answer.headers[hypermedia.RETARGET] = "#problem"
    answer.headers[hypermedia.RESWAP] = "innerHTML"
    return answer


def _json(status: int, code: str, message: str) -> Response:
    answer = jsonify({"code": code, "message": message, "request_id": request_id()})
    answer.status_code = status
    return answer


def _http_title(status: int) -> str:
    titles = {403: _("没有执行"), 404: _("没有这一页"), 405: _("不能这样做"), 413: _("太大了")}
    return titles.get(status, _("请求有误"))


def _http_message(status: int) -> str:
    return {
        403: _("这个请求不是从本站页面发出的，没有执行。"),
        404: _("网址可能写错了，或者这张单已经不在您手上。"),
        405: _("这个网址不接受这种操作。"),
        413: _("发送的内容太大，没有保存。"),
    }.get(status, _("浏览器发来的请求不完整，没有执行。"))
