"""Refusals about the archive: customers, homes, papers kept with them, forms that are stale."""

from fieldapp.domain.problems.families import Conflict, Invalid, NotFound
from fieldapp.domain.problems.families import mark as _


class StaleForm(Conflict):
    """Somebody changed it since the form began.

    ``revision`` is the one to save with now, ``current`` maps each field to what stands there,
    ``changed_by`` and ``changed_at`` say who was first (empty: not known).
    """

    code = "form.stale"
    message = _("这张表刚才被别人改过，您填的还没有保存。请对照后再存一次。")


class DocumentOwnerUnknown(NotFound):
    """Nothing of this company that a paper could be kept with."""

    code = "document.owner_unknown"
    message = _("要存资料的对象不存在。")


class DocumentUnknown(NotFound):
    """No such paper."""

    code = "document.unknown"
    message = _("没有这份资料。")


class DocumentVoided(Conflict):
    """The paper was taken back already."""

    code = "document.voided"
    message = _("这份资料已经作废。")


class DocumentBytesMissing(Invalid):
    """The bytes the paper names have not arrived whole."""

    code = "document.bytes_missing"
    message = _("文件没有传完整，请重新选择。")
