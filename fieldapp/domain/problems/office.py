"""Refusals about calls, half-days, merging and notices."""

from fieldapp.domain.problems.families import Invalid, NotFound
from fieldapp.domain.problems.families import mark as _


class NoticeUnknown(NotFound):
    """No such notice of this person."""

    code = "notice.unknown"
    message = _("没有这条通知。")


class ContactSubjectMissing(Invalid):
    """A contact about nobody: neither request nor order nor customer."""

    code = "contact.subject_missing"
    message = _("这次联系没有对应的报修、维修单或客户。")


class ContactDayPast(Invalid):
    """The half-day agreed on is over already."""

    code = "contact.day_past"
    message = _("约定的日子已经过了。")


class RequestContentMissing(Invalid):
    """The customer was reached, but what was agreed is not written down (rule 2)."""

    code = "request.content_missing"
    message = _("请写和客户确认了什么。")
