"""How a visit of the demo company goes: on the day, minute by minute, as a technician taps it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fieldapp.cli.demo.pictures import PICTURES
from fieldapp.cli.demo.story import Story

REMARKS = {
    "LS": "旧胶铲净重打，淋水 5 分钟无渗漏",
    "WJ": "执手磨损，已换新，启闭 10 次无异响",
    "KG": "窗扇下垂 3 mm，已调合页",
    "BL": "碎玻璃收净，压线扣实",
    "QW": "已量尺，镀膜面记录",
    "MF": "胶条收缩，角部补胶",
    "TL": "滑轮磨损，两只已换，单手推拉顺畅",
    "SC": "换网一扇，压条压实",
    "MS": "锁体清洗上油，锁舌回弹正常",
    "DJ": "旧胶清除，新胶连续饱满",
    "XC": "型材无变形，五金疲劳",
    "AZ": "两扇已装限位器，交代用法",
}
USES = {
    "LS": [("JL-001", 2000), ("JL-006", 3200), ("MF-008", 2000)],
    "WJ": [("WJ-001", 1000), ("WJ-008", 2000)],
    "KG": [("WJ-013", 1000)],
    "BL": [("BL-007", 8000), ("XC-001", 3600)],
    "MF": [("MF-002", 4200), ("MF-006", 4000)],
    "TL": [("TL-003", 2000), ("TL-008", 1200)],
    "SC": [("SC-002", 1150), ("SC-004", 4800)],
    "MS": [("SJ-001", 1000)],
    "DJ": [("JL-003", 2000)],
    "AZ": [("WJ-016", 2000)],
}
OPINIONS = ("", "来得准时，讲得清楚", "收拾得干净", "修得好", "等太久", "")
RATINGS = ("satisfied", "satisfied", "satisfied", "fair", "satisfied", "unsatisfied")


@dataclass(frozen=True, kw_only=True)
class Going:
    """A visit to be lived through. arrival: when the technician rings (UTC)."""

    visit_id: str
    technician: str
    arrival: datetime
    minutes: int


class Visiting:
    """One visit told in taps; each method is something a technician does."""

    def __init__(self, story: Story, going: Going, dice: random.Random) -> None:
        self.story = story
        self.going = going
        self.dice = dice

    def tap(self, minutes: float, command_name: str, /, **payload: Any) -> str:
        """Give a command so many minutes after the arrival."""
        return self.story.act(
            self.going.technician,
            command_name,
            at=self.going.arrival + timedelta(minutes=minutes),
            stream=f"visit:{self.going.visit_id}",
            **payload,
        )

    def accept(self) -> None:
        self.tap(-14 * 60, "accept_visit")

    def go(self) -> None:
        self.tap(-40, "contact_customer", outcome="on_time", agreed_at=None, note="")
        self.tap(-22, "start_travel")
        self.tap(0, "arrive")

    def work(self) -> None:
        """Everything between the door and the broom."""
        sheet = self.story.sheet(self.going.visit_id)
        self.tap(6, "start_work")
        self.photo(7, "before")
        for item in sheet["work_items"]:
            for code, quantity in USES.get(item["category_code"], []):
                self.use(12, code, quantity, item["item_id"])
            self.tap(18, "add_remark", text=REMARKS[item["category_code"]])
            self.tap(self.going.minutes, "report_result", item_id=item["item_id"], result="fixed")
        self.photo(20, "during")
        self.photo(self.going.minutes - 4, "after")
        for code, answer in (("cleanup.swept", "yes"), ("cleanup.usable", "可以正常使用")):
            self.tap(self.going.minutes, "answer_check", code=code, answer=answer, note="")

    def finish(self) -> None:
        self.tap(self.going.minutes, "finish_work")

    def sign(self) -> None:
        sheet = self.story.sheet(self.going.visit_id)
        document = self.story.document(sheet)
        self.tap(
            self.going.minutes + 6,
            "sign_off",
            document=document.text,
            document_sha256=document.sha256,
            rating=self.dice.choice(RATINGS),
            opinion=self.dice.choice(OPINIONS),
            signer_name=sheet["contact_name"],
            relation="owner",
            strokes=signature(self.dice),
        )

    def leave(self, reason_code: str, explanation: str, **measured: int) -> None:
        self.tap(
            25,
            "leave_unfinished",
            reason_code=reason_code,
            explanation=explanation,
            explained_to=self.story.sheet(self.going.visit_id)["contact_name"],
            proposed_on=self.going.arrival.date() + timedelta(days=7),
            proposed_half="am",
            **measured,
        )

    def leave_for_glass(self) -> None:
        """The pane was measured; its glass has to be made."""
        self.leave(
            "W1", "玻璃需定制，已量尺，到料后再约", width_mm=612, height_mm=1432, thickness_mm=22
        )

    def end(self, kind: str, note: str) -> None:
        self.tap(20, "end_without_repair", kind=kind, note=note)

    def use(self, minutes: float, code: str, quantity_milli: int, item_id: str) -> None:
        material = self.story.material(code)
        self.tap(
            minutes,
            "use_material",
            material_id=material.id,
            code=material.code,
            name=material.name,
            spec=material.spec,
            unit=material.unit,
            quantity_milli=quantity_milli,
            unit_price_cents=material.unit_price_cents,
            old_part=None,
            item_id=item_id,
        )

    def photo(self, minutes: float, kind: str) -> None:
        picture = PICTURES[kind]()
        self.story.act(
            self.going.technician,
            "attach_photo",
            at=self.going.arrival + timedelta(minutes=minutes),
            stream=f"visit:{self.going.visit_id}",
            blobs=(picture.sha256,),
            kind=kind,
            sha256=picture.sha256,
            size_bytes=len(picture.content),
            mime="image/jpeg",
            width=picture.width,
            height=picture.height,
            caption="",
            taken_at=self.going.arrival + timedelta(minutes=minutes),
            from_album=False,
            item_id=None,
        )
        self.story.arrived(self.going.technician, picture)


def signature(dice: random.Random) -> list[list[list[int]]]:
    """A few strokes as a hand draws them: [x, y, milliseconds] in the pad's space."""
    strokes = []
    time = 0
    for character in range(3):
        left = 80 + character * 270
        for line in range(4):
            top = 90 + line * 55
            stroke = []
            for step in range(9):
                time += 16
                wave = dice.randint(-14, 14)
                slope = step * 18 if line % 2 == 0 else step * 6
                stroke.append([left + slope, top + (step * 20 if line % 2 else 0) + wave, time])
            strokes.append(stroke)
            time += 120
    return strokes
