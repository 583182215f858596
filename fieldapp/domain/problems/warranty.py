"""Refusals about warranty rules, verdicts and appraisals."""

from fieldapp.domain.problems.families import Conflict, Invalid, NotFound
from fieldapp.domain.problems.families import mark as _


class VerdictReasonMissing(Invalid):
    """Somebody decides otherwise than the rules without saying why."""

    code = "verdict.reason_missing"
    message = _("改了保修或收费的判定，请写明理由。")


class VerdictItemUnknown(NotFound):
    """No such item of a request or an order."""

    code = "verdict.item_unknown"
    message = _("没有这个报修项目。")


class ProductNotThere(Invalid):
    """The product that was named does not stand in the request's dwelling."""

    code = "product.not_there"
    message = _("这一户没有这樘门窗，请重选。")


class VerdictSettled(Conflict):
    """The order is closed or cancelled; ``number`` names it."""

    code = "verdict.settled"
    message = _("维修单 %(number)s 已关闭或取消，判定不能再改。")


class AppraisalUnknown(NotFound):
    """No such appraisal."""

    code = "appraisal.unknown"
    message = _("没有这个鉴定。")


class AppraisalDecided(Conflict):
    """The appraisal was decided before."""

    code = "appraisal.decided"
    message = _("这个鉴定已经有结论。")


class WarrantyRuleTwice(Conflict):
    """The rule has a version valid from that very day."""

    code = "warranty_rule.twice"
    message = _("同一条规则已有从 %(valid_from)s 起的版本，请换一天。")


class WarrantyRuleInThePast(Invalid):
    """A version may not change verdicts that were given already."""

    code = "warranty_rule.past"
    message = _("新版本最早从今天起，已经判过的不能改。")


class WarrantyRuleBelowLaw(Invalid):
    """A rule said to be the law's has fewer months than the law."""

    code = "warranty_rule.below_law"
    message = _("法定保修至少 %(months)s 个月，不能写短。")


class WarrantyRuleTooWide(Invalid):
    """Neither part nor cause: it would exclude or cover everything."""

    code = "warranty_rule.too_wide"
    message = _("部位和原因至少写一个。")
