"""Refusals about requests, work orders, what they cost, and trips."""

from fieldapp.domain.problems.families import Conflict, Invalid, NotAllowed, NotFound
from fieldapp.domain.problems.families import mark as _


class CategoryUnknown(NotFound):
    """No such fault category."""

    code = "category.unknown"
    message = _("没有这个故障类别。")


class WorkOrderUnknown(NotFound):
    """No such work order."""

    code = "work_order.unknown"
    message = _("没有这张维修单。")


class WorkOrderWrongState(Conflict):
    """The step does not fit the state the order is in; ``number`` and ``state`` say which."""

    code = "work_order.wrong_state"
    message = _("维修单 %(number)s 现在不能做这一步。")


class WorkOrderFull(Conflict):
    """An order with more items than one may have; ``most`` says how many."""

    code = "work_order.full"
    message = _("一张维修单最多 %(most)s 项，请客服另开一张。")


class EstimateReversed(Invalid):
    """The range begins above its end."""

    code = "estimate.reversed"
    message = _("金额范围的下限高于上限。")


class ChargingPaused(Conflict):
    """While 技术质量部 appraises a disputed item nothing is charged (rule 3)."""

    code = "work_order.charging_paused"
    message = _("鉴定中，暂不收费。等技术质量部的结论。")


class VerdictAppraised(Conflict):
    """技术质量部 is deciding about the item, or has decided."""

    code = "verdict.appraised"
    message = _("这一项正在鉴定或已有鉴定结论，以技术质量部的为准。")


class AppraisalTooLate(Conflict):
    """The item was paid for, or its order is closed."""

    code = "appraisal.too_late"
    message = _("维修单 %(number)s 已收款或已关闭，不能再提鉴定；请按投诉处理。")


class TripUnknown(NotFound):
    """No such trip."""

    code = "trip.unknown"
    message = _("没有这次派工。")


class TripNotYours(NotAllowed):
    """The person is not on this trip."""

    code = "trip.not_yours"
    message = _("这次出行不在您名下。")
