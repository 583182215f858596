"""Why a chosen file is not kept, in words."""

from __future__ import annotations

from fieldapp.offline.checked_files import Reason
from fieldapp.templating.wording import mark
from fieldapp.templating.wording import translate as _

_REFUSALS: dict[str, str] = {
    "empty": mark("请选择文件。"),
    "too_large": mark("文件超过 20 MB，请压缩或分开上传。"),
    "not_accepted": mark("这种文件不收，请传 PDF 或照片（JPEG、PNG、HEIC）。"),
    "not_a_picture": mark("这个文件不是照片，没有保存。"),
    "broken": mark("照片打不开，可能没有传完整，请重新拍照或导出。"),
    "misnamed": mark("文件名和内容不符（名字像照片而内容是 PDF，或相反）。请改好名字再传。"),
}


def refusal_words(reason: Reason) -> str:
    """The wording for whoever chose the file."""
    return _(_REFUSALS[reason])
