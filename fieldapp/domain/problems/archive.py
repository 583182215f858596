"""Refusals about the archive: customers, homes, papers kept with them, forms that are stale."""

from fieldapp.domain.problems.families import Conflict, Invalid, NotFound
from fieldapp.domain.problems.families import mark as _


class StaleForm(Conflict):
    """Somebody changed it since the form began.

    ``revision`` is the one to save with now, ``current`` maps each field to what stands there,
    ``changed_by`` and ``changed_at`` say who was first (empty: not known).
    A form of a single fact may say at its field (``fields``) what stands there instead.
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


class CustomerMerged(Conflict):
    """The customer turned out to be another one; ``kept_id`` names it."""

    code = "customer.merged"
    message = _("这个客户已并入另一个客户，请到那边改。")


class CustomersTheSame(Invalid):
    """A customer cannot be merged into itself."""

    code = "customer.same"
    message = _("请选两个不同的客户。")


class MergeUnknown(NotFound):
    """No such merge."""

    code = "merge.unknown"
    message = _("没有这次合并。")


class MergeUndone(Conflict):
    """The merge was undone already."""

    code = "merge.undone"
    message = _("这次合并已经撤销。")


class MergeCovered(Conflict):
    """The customer that was kept has itself been merged since."""

    code = "merge.covered"
    message = _("保留的客户后来又并入了别人，请先撤销后一次合并。")


class PhoneUnknown(NotFound):
    """The customer has no such number."""

    code = "phone.unknown"
    message = _("这个客户没有这个电话。")


class PhoneKnown(Conflict):
    """The customer has this number already."""

    code = "phone.known"
    message = _("这个客户已经有这个电话。")


class ResidentUnknown(NotFound):
    """The customer does not belong to this dwelling."""

    code = "resident.unknown"
    message = _("这个客户不在这个房屋里。")


class SiteUnknown(NotFound):
    """No such site."""

    code = "site.unknown"
    message = _("没有这个小区。")


class SiteKnown(Conflict):
    """The company has a site of this name already."""

    code = "site.known"
    message = _("已有同名的小区。")


class SiteContactUnknown(NotFound):
    """The site has no such contact."""

    code = "site_contact.unknown"
    message = _("没有这个物业联系人。")


class DwellingKnown(Conflict):
    """The site has a home of this label already."""

    code = "dwelling.known"
    message = _("这个小区已有这个房号。")


class ProductUnknown(NotFound):
    """No such window or door."""

    code = "product.unknown"
    message = _("没有这个产品。")


class ImportUnknown(NotFound):
    """No such import."""

    code = "import.unknown"
    message = _("没有这次导入。")


class ImportBusy(Conflict):
    """Another file is being checked or written."""

    code = "import.busy"
    message = _("另一个文件正在处理，请等它完成或先取消。")


class ImportWrongState(Conflict):
    """The step does not fit how far the import is."""

    code = "import.wrong_state"
    message = _("这次导入现在不能做这一步。")


class ImportUnreadable(Invalid):
    """The file is no Excel file, too large, or without the headings of the template."""

    code = "import.unreadable"
    message = _("这个文件不能导入：%(reason)s。")
