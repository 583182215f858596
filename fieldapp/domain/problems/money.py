"""Refusals about prices, estimates, consents, payments and parts waited for."""

from fieldapp.domain.problems.families import Conflict, Invalid, NotFound
from fieldapp.domain.problems.families import mark as _


class ChargeItemUnknown(NotFound):
    """No such charge item in the catalogue."""

    code = "charge_item.unknown"
    message = _("收费项目里没有这一项。")


class ChargeItemCodeTaken(Conflict):
    """Codes of the price list are unique."""

    code = "charge_item.code_taken"
    message = _("价目表里已有编码 %(code)s。")


class PriceChanged(Conflict):
    """Somebody set another price meanwhile; ``now`` is the one that stands."""

    code = "price.changed_meanwhile"
    message = _("这项单价刚被改成 ¥%(now)s，您填的没有保存。请核对后再改。")


class EstimateArticleUnknown(Invalid):
    """What was typed is in no list, and no price was given for it."""

    code = "estimate.article_unknown"
    message = _("价目表和材料里没有这一项。目录外的请写明单价。")


class EstimateArticleUnclear(Invalid):
    """What was typed fits several articles; ``codes`` lists them."""

    code = "estimate.article_unclear"
    message = _("有几项都符合：%(codes)s。请写编码。")


class EstimateGlassSize(Invalid):
    """A size where the unit is no area, or an area without quantity or size."""

    code = "estimate.glass_size"
    message = _("按平方米卖的才填宽和高，两个都要填，单位毫米。")


class EstimateQuantityMissing(Invalid):
    """Neither a quantity nor a size."""

    code = "estimate.quantity_missing"
    message = _("请填数量，或填宽和高。")


class EstimateOverMost(Invalid):
    """More is estimated than the most that was typed beside it; ``most_milli``, ``unit`` say it."""

    code = "estimate.over_most"
    message = _("最多 %(most_milli)s %(unit)s，数量不能比它多。")


class EstimateLineUnknown(NotFound):
    """No such line on this order, or it is voided already."""

    code = "estimate_line.unknown"
    message = _("估价里没有这一行，或已经作废。")


class WorkOrderAwaitsParts(Conflict):
    """It waits for parts, so nobody is sent; ``number`` and ``expected_on`` say which and when."""

    code = "work_order.awaits_parts"
    message = _("维修单 %(number)s 在等料，预计 %(expected_on)s 到。到料后再派工。")


class PaymentUnknown(NotFound):
    """No such payment on this order, or it is voided already."""

    code = "payment.unknown"
    message = _("没有这笔收款，或已经作废。")


class PaymentAhead(Invalid):
    """Money of a day that has not come yet."""

    code = "payment.ahead"
    message = _("收款日期不能晚于今天。")


class WaiverTooHigh(Invalid):
    """More is waived than is still to be paid; ``open`` says how much that is."""

    code = "payment.waiver_too_high"
    message = _("还没收的只有 ¥%(open)s，免收不能比它多。")


class InvoiceTaxNumber(Invalid):
    """A tax number has 15, 18 or 20 letters and digits."""

    code = "invoice.tax_number"
    message = _("税号应为 15、18 或 20 位数字和大写字母。")


class InvoiceEmail(Invalid):
    """What was typed is no e-mail address."""

    code = "invoice.email"
    message = _("邮箱写得不对。")


class PartOrderUnknown(NotFound):
    """No such part order of the company."""

    code = "part_order.unknown"
    message = _("没有这条待料。")


class PartOrderWrongState(Conflict):
    """It has arrived or was cancelled already."""

    code = "part_order.wrong_state"
    message = _("这条待料已到或已取消，不能再改。")


class PartOrderPast(Invalid):
    """A part cannot be expected on a day that has passed."""

    code = "part_order.past"
    message = _("预计到料日不能早于今天。")


class DelayPast(Invalid):
    """A delay is agreed until a day to come."""

    code = "delay.past"
    message = _("延期的日子要在今天以后。")


class OrderEnded(Conflict):
    """The order is done, closed or cancelled: nothing is planned on it any more."""

    code = "work_order.ended"
    message = _("维修单 %(number)s 已经办完，不能再改。")
