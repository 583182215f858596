"""What the law wants covered at least, in the words the rules of a company use.

Sources: 建设工程质量管理条例 (2000, amended 2019) §40 (2) and (4), counted from 竣工验收合格之日;
住宅质量保证书 (建房〔1998〕102 号) §5, counted from 交付. A leaking joint of window and wall is
read as 外墙面的防渗漏, the installation of doors and windows as 装修工程.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalMinimum:
    """The months the law wants for a part and a cause, and where it says so."""

    part: str
    cause: str
    months: int
    start_kind: str
    basis: str
    valid_from: date


REGULATION = "建设工程质量管理条例 §40"
WARRANTY_PAPER = "住宅质量保证书 §5"

LEGAL_MINIMA = (
    LegalMinimum(
        part="外窗与墙体接缝", cause="渗漏水", months=60, start_kind="completion",
        basis=f"{REGULATION}(2)", valid_from=date(2000, 1, 30),
    ),
    LegalMinimum(
        part="门窗安装工程", cause="松动、密闭、翘裂", months=24, start_kind="completion",
        basis=f"{REGULATION}(4)", valid_from=date(2000, 1, 30),
    ),
    LegalMinimum(
        part="门窗安装工程", cause="翘裂", months=12, start_kind="handover",
        basis=WARRANTY_PAPER, valid_from=date(1998, 9, 1),
    ),
    LegalMinimum(
        part="五金件", cause="自然损坏", months=12, start_kind="handover",
        basis=WARRANTY_PAPER, valid_from=date(1998, 9, 1),
    ),
)  # fmt: skip

#: (part, cause) of what the usual warranty paper excludes; an empty part means any.
EXCLUDED = (
    ("", "人为损坏、碰撞、自行改装、第三方拆装"),
    ("客户自购五金", "质量"),
)
EXCLUSION_CLAUSE = "保证书除外条款"
