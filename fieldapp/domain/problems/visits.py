"""Refusals of what technicians do on visits."""

from fieldapp.domain.problems.families import Conflict, Invalid, NotAllowed, NotFound
from fieldapp.domain.problems.families import mark as _


class VisitUnknown(NotFound):
    """No such visit."""

    code = "visit.unknown"
    message = _("没有这张单。")


class VisitNotYours(NotAllowed):
    """The visit is somebody else's."""

    code = "visit.not_yours"
    message = _("这张单不在您名下。")


class VisitWrongState(Conflict):
    """The step does not fit the state the visit is in."""

    code = "visit.wrong_state"
    message = _("这张单现在不能做这一步。")


class VisitResultsMissing(Conflict):
    """Items without a result; ``missing`` lists their positions."""

    code = "visit.results_missing"
    message = _("还有项目没填维修结果。")


class VisitCleanupMissing(Conflict):
    """Clean-up checks without an answer; ``missing`` lists their codes."""

    code = "visit.cleanup_missing"
    message = _("收尾检查还没填完。")


class VisitEnded(Conflict):
    """The visit is over, so the office cannot move or cancel it."""

    code = "visit.ended"
    message = _("这次上门已经结束，不能再改派或取消。")


class ItemUnknown(NotFound):
    """No such item on this order."""

    code = "item.unknown"
    message = _("这张单上没有这个项目。")


class ItemInUse(Conflict):
    """Materials or photos name the item; ``position`` says which."""

    code = "item.in_use"
    message = _("“%(position)s”上记了材料或照片，请先作废那些。")


class MaterialUnknown(NotFound):
    """No such material in the catalogue."""

    code = "material.unknown"
    message = _("材料目录里没有这种材料。")


class QuantityFraction(Invalid):
    """The unit does not allow such a fraction."""

    code = "quantity.fraction"
    message = _("单位“%(unit)s”不能填这样的小数。")


class RecordUnknown(NotFound):
    """No such record on this visit, or it is voided already."""

    code = "record.unknown"
    message = _("没有这条记录，或已经作废。")


class MarkUnknown(NotFound):
    """No such clock mark on this visit."""

    code = "mark.unknown"
    message = _("没有这个时间记录。")


class PhotoNotNamed(Invalid):
    """The command does not announce the bytes its photo needs."""

    code = "photo.not_named"
    message = _("照片没有一起登记，请重拍。")


class ReasonUnknown(Invalid):
    """No such reason for unfinished work."""

    code = "unfinished.reason_unknown"
    message = _("没有这个未完成原因。")


class SignOffHash(Invalid):
    """The document's hash is not the one that was signed."""

    code = "sign_off.hash_mismatch"
    message = _("签字页内容与校验码不符，请重新签字。")


class SignOffDocument(Invalid):
    """The document is not one of this visit."""

    code = "sign_off.document"
    message = _("签字页不是这张单的，请重新签字。")


class StrokesTooLarge(Invalid):
    """The signature takes more than 64 KB."""

    code = "sign_off.strokes_too_large"
    message = _("签名太复杂，请清除后重签。")
