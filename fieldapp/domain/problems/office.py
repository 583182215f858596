"""Refusals about calls, half-days, merging and notices."""

from fieldapp.domain.problems.families import Conflict, Invalid, NotFound
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


class HalfDayFull(Conflict):
    """The half-day is full by now; ``day`` and ``half`` name it."""

    code = "half_day.full"
    message = _("%(day)s %(half)s已经约满，请另选一个半天。")


class RequestContentMissing(Invalid):
    """The customer was reached, but what was agreed is not written down (rule 2)."""

    code = "request.content_missing"
    message = _("请写和客户确认了什么。")


class RequestFull(Conflict):
    """A request with more items than one may have; ``most`` says how many."""

    code = "request.full"
    message = _("一张登记最多 %(most)s 项，请另开一张。")


class RequestEndingReason(Invalid):
    """Ended without saying why or what helped."""

    code = "request.ending_reason"
    message = _("请写原因：用了哪个办法，或客户为什么撤回。")


class RequestPassedOnTo(Invalid):
    """Passed on without saying to whom."""

    code = "request.passed_on_to"
    message = _("请写物业接手的人或单号。")


class RequestMergeElsewhere(Invalid):
    """Another home's request, or the request itself; ``number`` names it."""

    code = "request.merge_elsewhere"
    message = _("不能并入 %(number)s：不是同一户，或就是这一张。")


class UsernameTaken(Conflict):
    """Usernames are unique in the installation."""

    code = "person.username_taken"
    message = _("用户名已有人用。")


class PersonUnknown(NotFound):
    """No such person."""

    code = "person.unknown"
    message = _("没有这个人员。")


class MismatchUnknown(NotFound):
    """No such mismatch, or it is resolved."""

    code = "mismatch.unknown"
    message = _("没有这条冲突，或已经处理。")


class ExtraItemConfirmed(Conflict):
    """The clerk has confirmed the extra item; ``position`` says which."""

    code = "item.confirmed"
    message = _("“%(position)s”已经确认过。")
