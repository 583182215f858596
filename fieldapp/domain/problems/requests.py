"""Refusals about requests, what is made of them, and dispatch: only desks meet them."""

from fieldapp.domain.problems.families import Conflict, Invalid, NotFound
from fieldapp.domain.problems.families import mark as _


class RequestUnknown(NotFound):
    """No such request."""

    code = "request.unknown"
    message = _("没有这张报修登记。")


class RequestWrongState(Conflict):
    """The step does not fit the state the request is in."""

    code = "request.wrong_state"
    message = _("这张报修登记现在不能做这一步。请先回复客户确认。")


class RequestAddressMissing(Invalid):
    """Neither a known dwelling nor an address."""

    code = "request.address_missing"
    message = _("请选房屋，或写明地址。")


class DwellingUnknown(NotFound):
    """No such dwelling."""

    code = "dwelling.unknown"
    message = _("没有这个房屋。")


class CustomerUnknown(NotFound):
    """No such customer."""

    code = "customer.unknown"
    message = _("没有这个客户。")


class RequestItemUnknown(NotFound):
    """No such item on this request."""

    code = "request_item.unknown"
    message = _("这张报修登记上没有这个项目。")


class RequestItemOrdered(Conflict):
    """The item is on a work order already; ``number`` names it."""

    code = "request_item.already_ordered"
    message = _("这个项目已经在维修单 %(number)s 上。")


class WorkOrderVisitOpen(Conflict):
    """The order has a visit that has not ended; ``number`` says which order."""

    code = "work_order.visit_open"
    message = _("维修单 %(number)s 还有没结束的上门，请先取消那次上门。")


class QrCodeUnknown(NotFound):
    """No such code, or it was revoked."""

    code = "qr_code.unknown"
    message = _("没有这个二维码，或已停用。")


class TripWeekday(Conflict):
    """A weekday repair without what allows it (rule 6)."""

    code = "trip.weekday"
    message = _("维修安排在周末。平日上门要有物业书面告知，或是抢修。")


class TripBasis(Invalid):
    """What was chosen as the reason for the day does not hold."""

    code = "trip.basis"
    message = _("选的派工依据与日期或单子不符。")


class TripWindow(Invalid):
    """The window ends before it begins, or lies on another day."""

    code = "trip.window"
    message = _("时间段不对：结束要晚于开始，并且在同一天。")


class TripPerson(Invalid):
    """Somebody on the trip is not an active technician, or is named twice; ``name`` says who."""

    code = "trip.person"
    message = _("派工的人员里有人不是在职维修员，或重复。")
