"""The desk's morning: calls, faxes and slips in every state, with who was told and who was rung."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from fieldapp.cli.demo.intake import ZONE, Home, Intake
from fieldapp.cli.demo.pictures import slip_picture
from fieldapp.cli.demo.story import Story
from fieldapp.domain.half_days import coming_half_days
from fieldapp.persistence.tables import FaultCategory

Fault = dict[str, str]

LEAK = {"position": "主卧飘窗", "category": "LS", "description": "昨夜大雨，窗下口往里渗"}
STRIP = {"position": "次卧北窗", "category": "MF", "description": "左下角胶条脱出一段"}
SCREEN = {"position": "厨房纱窗", "category": "SC", "description": "拉不动，孩子撞过"}
LOCK = {"position": "单元门", "category": "MS", "description": "关门太猛"}
GLASS = {"position": "客厅南阳台", "category": "BL", "description": "整块自爆，还在框上"}
#: Category → what the caller said to its questions, in their order (company/fault_categories.csv).
ANSWERS = {
    "LS": ("主卧飘窗，窗下口", "刮风加雨才有", "湿了半块地板", "前天夜里", "没有", "不清楚"),
    "MF": ("次卧北窗，手能感到风", "左下角脱出一段", "风哨声，车声不大", "能抽出来"),
    "SC": ("推拉纱窗", "拉不动", "一扇，大约 0.6×1.2 米", "有小孩"),
    "MS": ("单元门", "关门太猛", "没有", "不用钥匙", "不是"),
    "BL": (
        "客厅南阳台中间一块，约 1×1.4 米", "还在框上", "楼下是步道，有人走", "高层，够不着外面",
        "钢化中空", "自己裂的", "先贴了胶带，等人来",
    ),
}  # fmt: skip


def fill_desk(story: Story) -> None:
    """Requests of all channels and ends, told and called back, before today is topped up."""
    intake = Intake(story)
    homes = intake.homes
    supervisor_reads(story)
    fax_with_a_rest(story, homes[11])
    merged_pair(story, homes[13])
    found_at_inspection(story, homes[15])
    tried_twice(story, homes[17])
    waits_too_long(story, homes[19])
    urgent(story, homes[21])
    not_ours(story, homes[23])


def register(story: Story, home: Home, faults: list[Fault], at: datetime, **more: Any) -> str:
    """One request of a home, the questions of each item answered."""
    items: list[dict[str, Any]] = [
        {
            "position": fault["position"],
            "category_code": fault["category"],
            "description": fault["description"],
            "answers": _answers(story, fault["category"]),
        }
        for fault in faults
    ]
    return story.act(
        "kefu",
        "register_request",
        at=at,
        kind="repair",
        dwelling_id=home.dwelling_id,
        reporter_id=home.customer_id,
        reporter_name=home.customer_name,
        reporter_relation=home.relation,
        reporter_phone=home.phone,
        items=items,
        **{"channel": "phone", **more},
    )


def fax_with_a_rest(story: Story, home: Home) -> None:
    """物业's fax lists five items, three are recorded."""
    at = story.now - timedelta(hours=1, minutes=20)
    request_id = register(story, home, [LEAK, STRIP, SCREEN], at, channel="fax", slip_items=5)
    picture = slip_picture(home.label)
    story.arrived("kefu", picture)
    story.act(
        "kefu",
        "attach_document",
        at=at,
        stream=f"request:{request_id}",
        blobs=(picture.sha256,),
        owner_kind="request",
        owner_id=request_id,
        kind="slip",
        title="物业传真报修单",
        sha256=picture.sha256,
        size_bytes=len(picture.content),
    )


def merged_pair(story: Story, home: Home) -> None:
    """The daughter rings about what her mother has reported already, and about the screen."""
    at = story.now - timedelta(hours=6)
    first = register(story, home, [LEAK], at)
    second = register(
        story, home, [LEAK, SCREEN], at + timedelta(hours=1), channel="desk", note="女儿来登记"
    )
    story.act(
        "kefu", "merge_request", at=at + timedelta(hours=1, minutes=4),
        stream=f"request:{second}", request_id=second, revision=1, into_id=first,
    )  # fmt: skip
    call_back(story, first, home, at + timedelta(hours=1, minutes=10), "主卧渗水和厨房纱窗一起看")


def found_at_inspection(story: Story, home: Home) -> None:
    """联合检查 finds the door closer; the property is on the slip."""
    at = story.now - timedelta(hours=30)
    request_id = register(story, home, [LOCK], at, channel="inspection", urgency="planned")
    call_back(story, request_id, home, at + timedelta(minutes=50), "单元门闭门器，和别单并单去")


def tried_twice(story: Story, home: Home) -> None:
    """Nobody answers; a text message follows."""
    at = story.now - timedelta(minutes=80)
    request_id = register(story, home, [STRIP], at, channel="slip", wished_text="周六上午")
    for minutes in (12, 45):
        attempt(story, request_id, at + timedelta(minutes=minutes))
    story.act(
        "kefu", "log_contact", at=at + timedelta(minutes=46), stream=f"request:{request_id}",
        request_id=request_id, purpose="other", channel="sms", with_name=home.customer_name,
        note="短信：电话两次未接，请回电 0000-8800-1200。",
    )  # fmt: skip


def waits_too_long(story: Story, home: Home) -> None:
    """Registered before lunch and not called back: overdue in the ledger."""
    register(story, home, [SCREEN], story.now - timedelta(hours=3))


def urgent(story: Story, home: Home) -> None:
    """Glass that may fall: the supervisor is reminded after ten minutes."""
    register(story, home, [GLASS], story.now - timedelta(minutes=15), urgency="urgent")


def not_ours(story: Story, home: Home) -> None:
    """Not our product; told on the phone."""
    at = story.now - timedelta(hours=4)
    request_id = register(story, home, [SCREEN], at)
    story.act(
        "kefu", "end_request", at=at + timedelta(minutes=6), stream=f"request:{request_id}",
        request_id=request_id, revision=1, outcome="answered_by_phone", note="非我司产品，已告知",
    )  # fmt: skip


def attempt(story: Story, request_id: str, at: datetime) -> None:
    """未接."""
    story.act(
        "kefu", "confirm_request", at=at, stream=f"request:{request_id}",
        request_id=request_id, outcome="no_answer",
    )  # fmt: skip


def call_back(story: Story, request_id: str, home: Home, at: datetime, note: str) -> None:
    """The customer is reached and agrees to a half-day."""
    half = next(coming_half_days(story.now.astimezone(ZONE), any_day=False))
    story.act(
        "kefu", "confirm_request", at=at, stream=f"request:{request_id}",
        request_id=request_id, note=note, with_name=home.customer_name,
        agreed_on=half.on, agreed_half=half.half,
    )  # fmt: skip


def supervisor_reads(story: Story) -> None:
    """沈梅 has read all the news of the weeks before; this morning's waits for her."""
    story.act("zhuguan", "read_notices", at=story.now - timedelta(hours=7))


def _answers(story: Story, code: str) -> list[dict[str, str]]:
    """The questions of a category with what was answered; a question too many is a mistake here."""
    return [
        {"question": question["text"], "answer": answer}
        for question, answer in zip(_questions(story, code), ANSWERS[code], strict=True)
    ]


def _questions(story: Story, code: str) -> list[dict[str, Any]]:
    questions = story.session.scalar(
        select(FaultCategory.questions).where(
            FaultCategory.company_id == story.company_id, FaultCategory.code == code
        )
    )
    story.session.rollback()
    return questions or []
