"""The archive of the demo company beyond its homes: whom to ring, papers, a duplicate, invoices."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from fieldapp.cli.demo.pictures import before
from fieldapp.cli.demo.story import Story
from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.offline.blobs import store_whole
from fieldapp.persistence.tables import Customer, Dwelling, DwellingResident, Site

#: Site → contacts besides the first: name, duty, phone.
CONTACTS = {
    "翠湖雅苑": [("韩刚", "工程主管", "19900001011"), ("门岗", "夜班", "19900001012")],
    "锦绣华庭二期": [("白露", "管家", "19900001021")],
    "万和商务中心": [("何工", "工程部", "19900001061"), ("小赵", "前台", "19900001062")],
}
#: Name → what helps at the door or on the phone.
NOTES = {
    "王秀英": "72 岁，女儿代办，付费找女儿",
    "张䶮": "名字第二个字念 yǎn",
    "陈㛃": "名字第二个字念 jié；下班后再打",
    "阿依古丽·买买提江": "请写全名；开门只认工牌",
}
FIRM = "云州睿达科技有限公司"


def keep_archive(story: Story) -> None:
    """What the office has written into the archive over the years."""
    customers = _customers(story)
    at = story.now - timedelta(days=20)
    for site_name, contacts in CONTACTS.items():
        site_id = story.session.scalar(select(Site.id).where(Site.name == site_name))
        story.session.rollback()
        for name, duty, phone in contacts:
            story.act(
                "kefu", "add_site_contact", at=at, stream=f"site:{site_id}",
                site_id=site_id, name=name, duty=duty, phone=phone,
            )  # fmt: skip
    for name, notes in NOTES.items():
        if name in customers:
            _change(story, customers[name], name, notes=notes)
    if FIRM in customers:
        _change(
            story, customers[FIRM], FIRM, kind="firm", invoice_title=FIRM,
            tax_no="91530100MA6K00000X", invoice_email="caiwu@ruida.example",
            notes="维修费月结，开票后挂账",
        )  # fmt: skip
    _family_and_duplicates(story, customers)
    _papers(story, customers)


def _family_and_duplicates(story: Story, customers: dict[str, str]) -> None:
    """王秀英's daughter has a number; 李国强 stands there twice; one merge was a mistake."""
    at = story.now - timedelta(days=12)
    if "王秀英" in customers:
        story.act(
            "kefu", "add_customer_phone", at=at, stream=f"customer:{customers['王秀英']}",
            customer_id=customers["王秀英"], phone="199 0000 3403", label="女儿",
        )  # fmt: skip
    if "李国强" not in customers:
        return
    home = story.session.scalar(
        select(DwellingResident.dwelling_id).where(
            DwellingResident.customer_id == customers["李国强"]
        )
    )
    story.session.rollback()
    known: dict[str, Any] = {"kind": "owner", "dwelling_id": home, "relation": "owner"}
    story.act("kefu", "add_customer", at=at, name="李国强", phone="199 0000 4410", **known)
    son = story.act(
        "kefu", "add_customer", at=at, name="李国强（儿子）", phone="199 0000 4411",
        **known | {"relation": "family"},
    )  # fmt: skip
    merge = story.act("kefu", "merge_customers", at=at, kept_id=customers["李国强"], merged_id=son)
    story.act("zhuguan", "undo_merge", at=at + timedelta(hours=2), merge_id=merge)


def _papers(story: Story, customers: dict[str, str]) -> None:
    """A contract as PDF with the first home of 锦绣华庭, a photo of a warranty card."""
    at = story.now - timedelta(days=15)
    dwelling_id = story.session.scalar(select(Dwelling.id).where(Dwelling.label == "5-2-1203"))
    story.session.rollback()
    if dwelling_id is not None:
        _keep(story, ("dwelling", dwelling_id), "contract", "安装合同 2024-016", _pdf(), at)
    if FIRM in customers:
        content = before().content
        _keep(story, ("customer", customers[FIRM]), "warranty_card", "质保书照片", content, at)


def _keep(
    story: Story, owner: tuple[str, str], kind: str, title: str, content: bytes, at: datetime
) -> None:
    owner_kind, owner_id = owner
    store_whole(story.session, story.blobs, content, actor=story.people["kefu"], now=story.now)
    sha256 = sha256_hex(content)
    story.act(
        "kefu", "attach_document", at=at, stream=f"{owner_kind}:{owner_id}", blobs=(sha256,),
        owner_kind=owner_kind, owner_id=owner_id, kind=kind, title=title, dated_on="2024-03-16",
        sha256=sha256, size_bytes=len(content),
    )  # fmt: skip


def _change(story: Story, customer_id: str, name: str, **values: str) -> None:
    row = story.session.get_one(Customer, customer_id)
    now: dict[str, Any] = {"kind": row.kind, "notes": row.notes, "revision": row.revision}
    story.session.expunge_all()
    story.session.rollback()
    story.act(
        "kefu", "change_customer", at=story.now - timedelta(days=18),
        stream=f"customer:{customer_id}", customer_id=customer_id, name=name, **now | values,
    )  # fmt: skip


def _customers(story: Story) -> dict[str, str]:
    rows = story.session.execute(select(Customer.name, Customer.id)).all()
    story.session.rollback()
    return {row.name: row.id for row in rows}


def _pdf() -> bytes:
    """One empty A4 page, made by hand; readers rebuild the table it leaves out."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
