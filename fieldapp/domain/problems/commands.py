"""Refusals of commands as such, of devices and of the office about both."""

from fieldapp.domain.problems.families import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    Unavailable,
)
from fieldapp.domain.problems.families import mark as _


class CommandUnknown(Invalid):
    """No command has this name and version."""

    code = "command.unknown"
    message = _("服务器不认识这条记录（%(name)s）。请更新应用后再试。")


class PayloadRefused(Invalid):
    """Fields are missing, unknown, too long or of another shape."""

    code = "command.payload"
    message = _("填写的内容有问题，请检查。")


class WrongStream(Invalid):
    """The stream does not belong to what the command is about."""

    code = "command.wrong_stream"
    message = _("这条记录没有对应的单子。")


class BehindParked(Conflict):
    """An earlier step of the same visit waits for a decision."""

    code = "command.behind_parked"
    message = _("前面还有一步待处理，先处理那一步。")


class CommandReused(Conflict):
    """The same id was already used with other content."""

    code = "command.reused"
    message = _("这张表已经提交过，内容不同。请重新打开再填。")


class CommandIntegrity(Conflict):
    """The database's own rules refuse it; ``constraint`` says which."""

    code = "command.integrity"
    message = _("这条记录与已有内容对不上，需要人工处理。")


class CommandFailed(Unavailable):
    """A defect of the server, not of the command: kept whole until somebody has mended it."""

    code = "command.failed"
    message = _("服务器处理这条记录时出错，内容已保存，等人工处理。")


class CommandNotParked(Conflict):
    """There is nothing to decide about this command."""

    code = "command.not_parked"
    message = _("这条记录已经处理过了。")


class CommandLogUnknown(NotFound):
    """No such command of this company (or of this person)."""

    code = "command.not_found"
    message = _("没有这条记录。")


class PayloadGone(Conflict):
    """Its content was removed when its retention ended."""

    code = "command.payload_gone"
    message = _("这条记录的内容已过保存期，不能再执行。")


class PermissionMissing(NotAllowed):
    """The person's roles do not include this."""

    code = "permission.missing"
    message = _("您的角色不能做这件事。")


class DeviceUnknown(NotAllowed):
    """No such device of this person."""

    code = "device.unknown"
    message = _("这台设备没有登记，请重新登录。")


class DeviceRevoked(NotAllowed):
    """The office has locked this device."""

    code = "device.revoked"
    message = _("这台设备已停用，请联系客服。")


class StreamUnknown(Conflict):
    """Nothing of this stream is on the server, or the device is not a phone."""

    code = "stream.unknown"
    message = _("这台设备没有这条记录流。")
