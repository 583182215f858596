"""The demo installation: where it lies, how it is made and topped up, what is said about it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event, select

from fieldapp.cli.demo.archive import keep_archive
from fieldapp.cli.demo.company import PASSWORD, found_company
from fieldapp.cli.demo.consents import tell_second_consent
from fieldapp.cli.demo.disputes import tell_disputes
from fieldapp.cli.demo.extras import tell_extra_item
from fieldapp.cli.demo.history import live_through
from fieldapp.cli.demo.money import take_payments
from fieldapp.cli.demo.paper import table
from fieldapp.cli.demo.parts import go_again, wait_for_parts
from fieldapp.cli.demo.register import fill_desk
from fieldapp.cli.demo.story import Story
from fieldapp.cli.demo.today import top_up
from fieldapp.cli.init import make_secret_key
from fieldapp.config import Settings
from fieldapp.persistence.blobs import blobs_for
from fieldapp.persistence.migrations import upgrade
from fieldapp.persistence.session import engine_for, session_factory, write_transaction
from fieldapp.persistence.tables import Company

ROLE_WORDS = {
    "clerk": "客服",
    "supervisor": "客服主管",
    "technician": "维修员",
    "storekeeper": "仓管",
    "quality": "技术质量部",
    "manager": "部门负责人",
    "admin_office": "行政部办公室",
    "auditor": "监督小组",
    "admin": "系统管理员",
}
SHOWN_ACCOUNTS = frozenset(
    {
        "kefu", "zhuguan", "wang", "li", "zhao", "chen", "cangguan", "zhijian", "buzhang",
        "xingzheng", "jiandu", "admin",
    }
)  # fmt: skip


def demo_settings(folder: Path, *, base_url: str, reset: bool) -> Settings:
    """Settings of an installation that lies in one folder, key included."""
    if reset and folder.exists():
        shutil.rmtree(folder)
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    make_secret_key(folder / "secret-key")
    return Settings(
        secret_key=(folder / "secret-key").read_text(encoding="ascii").strip(),
        database_url=f"sqlite:///{folder}/fieldapp.db",
        blobs_url=(folder / "blobs").as_uri(),
        base_url=base_url,
        debug=True,
    )


def prepare(settings: Settings) -> None:
    """Make the company where there is none, and give today its visits."""
    engine = engine_for(settings.database_url)
    event.listen(engine, "connect", _without_waiting_for_the_disk)
    upgrade(engine, "head")
    now = datetime.now(UTC)
    with session_factory(engine)() as session:
        story = Story(session, blobs_for(settings.blobs_url), now)
        company_id = session.scalar(select(Company.id).limit(1))
        session.rollback()
        if company_id is None:
            with write_transaction(session):
                company_id = found_company(
                    session, now.astimezone(ZoneInfo("Asia/Shanghai")).date()
                )
            story.open(company_id)
            live_through(story)
            tell_disputes(story)
            tell_second_consent(story)
            tell_extra_item(story)
            go_again(story)
            take_payments(story)
            wait_for_parts(story)
            keep_archive(story)
            fill_desk(story)
        else:
            story.open(company_id)
        top_up(story)
    engine.dispose()


def _without_waiting_for_the_disk(connection: Any, record: object) -> None:
    """A demo that loses power while it is made is made again; two thousand syncs are not needed."""
    del record
    connection.execute("PRAGMA synchronous = OFF")


def welcome(base_url: str) -> str:
    """What `make demo` prints: the address and the accounts."""
    lines = [f"fieldapp demo: {base_url}", "", f"password of all: {PASSWORD}"]
    for row in table("people"):
        if row["username"] in SHOWN_ACCOUNTS:
            words = "、".join(ROLE_WORDS[role] for role in row["roles"].split())
            lines.append(f"  {row['username']:<10} {row['name']} {words}")
    return "\n".join(lines)
