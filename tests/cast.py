"""The fixed cast: the accounts of the demo company, the same in every test.

wang and li work for 工程科, zhao and chen for 生产部; liu is an apprentice. zhuguan dispatches,
kefu registers, jiandu reads and changes nothing. wang must not see li's visits.
"""

import uuid
from datetime import UTC, datetime
from functools import cache

from sqlalchemy.orm import Session

from fieldapp.domain.roles import Actor, Role
from fieldapp.persistence.passwords import hash_password
from fieldapp.persistence.tables import (
    ChargeItem,
    ChecklistItem,
    Company,
    Device,
    FaultCategory,
    Material,
    Person,
    PersonRole,
)

PASSWORD = "fieldapp-demo"
NAMESPACE = uuid.UUID("6f1c7b3e-6f0b-4b1e-9a51-2f7d0f6a8c11")

#: Saturday morning in Shanghai, 09:00.
NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)

#: username: name, department, roles, apprentice
PEOPLE = {
    "kefu": ("何婷", "service", [Role.CLERK], False),
    "zhuguan": ("沈梅", "service", [Role.SUPERVISOR], False),
    "wang": ("王建国", "engineering", [Role.TECHNICIAN], False),
    "li": ("李志强", "engineering", [Role.TECHNICIAN], False),
    "liu": ("刘洋", "engineering", [Role.TECHNICIAN], True),
    "zhao": ("赵海峰", "production", [Role.TECHNICIAN], False),
    "chen": ("陈立新", "production", [Role.TECHNICIAN], False),
    "cangguan": ("丁磊", "service", [Role.STOREKEEPER], False),
    "zhijian": ("罗工", "quality", [Role.QUALITY], False),
    "buzhang": ("邱部长", "service", [Role.MANAGER], False),
    "xingzheng": ("方敏", "administration", [Role.ADMIN_OFFICE], False),
    "jiandu": ("纪委员", "administration", [Role.AUDITOR], False),
    "admin": ("系统管理员", "service", [Role.ADMIN], False),
}


def an_id(name: str) -> str:
    """The same id for the same name, in every run."""
    return str(uuid.uuid5(NAMESPACE, name))


COMPANY_ID = an_id("company")
OTHER_COMPANY_ID = an_id("other company")
WEB_DEVICE_ID = an_id("web device")
HANDLE_ID = an_id("material WJ-001")
STRIP_ID = an_id("material MF-001")
LABOUR_ID = an_id("charge RG-03")


def person_id(username: str) -> str:
    return an_id(f"person {username}")


def actor(username: str) -> Actor:
    name, department, roles, _ = PEOPLE[username]
    return Actor(
        person_id=person_id(username),
        company_id=COMPANY_ID,
        roles=frozenset(roles),
        name=name,
        department=department,
    )


def seed(session: Session) -> None:
    """Company, people, a small catalogue and the web device."""
    session.add_all(
        [_company(COMPANY_ID, "云州明睿门窗有限公司"), _company(OTHER_COMPANY_ID, "别家")]
    )
    session.flush()
    session.add_all(_person(username) for username in PEOPLE)
    session.flush()
    for username, (_, _, roles, _) in PEOPLE.items():
        session.add_all(
            PersonRole(company_id=COMPANY_ID, person_id=person_id(username), role=role)
            for role in roles
        )
    session.add_all(_catalogue())
    session.add(
        Device(
            id=WEB_DEVICE_ID,
            company_id=COMPANY_ID,
            kind="web",
            registered_at=NOW,
            last_seen_at=NOW,
        )
    )
    session.flush()


def _company(company_id: str, name: str) -> Company:
    reasons = [{"code": "W1", "text": "玻璃需定制", "next_text": "待料"}]
    return Company(
        id=company_id,
        name=name,
        short_name=name[:2],
        hotline="0000-8800-1200",
        rules={"unfinished_reasons": reasons},
    )


@cache
def _password_hash() -> str:
    return hash_password(PASSWORD)


def _person(username: str) -> Person:
    name, department, _, is_apprentice = PEOPLE[username]
    return Person(
        id=person_id(username),
        company_id=COMPANY_ID,
        username=username,
        password_hash=_password_hash(),
        name=name,
        department=department,
        is_apprentice=is_apprentice,
        phone="19900002000",
    )


def _catalogue() -> list[object]:
    owned = {"company_id": COMPANY_ID}
    return [
        Material(
            id=HANDLE_ID, code="WJ-001", name="平开窗执手", unit="把",
            unit_price_cents=3500, **owned,
        ),
        Material(
            id=STRIP_ID, code="MF-001", name="玻璃胶条", unit="米",
            unit_price_cents=600, **owned,
        ),
        ChargeItem(
            id=LABOUR_ID, code="RG-03", name="换件工费", unit="件",
            unit_price_cents=4000, **owned,
        ),
        FaultCategory(code="LS", name="渗漏水", is_rain_sensitive=True, **owned),
        FaultCategory(code="WJ", name="五金失灵", **owned),
        ChecklistItem(
            list_code="cleanup", code="cleanup.swept", text="清扫", kind="tick",
            is_required=True, **owned,
        ),
        ChecklistItem(
            list_code="cleanup", code="cleanup.usable", text="使用状态", kind="choice",
            is_required=True, choices=["可以正常使用"], **owned,
        ),
    ]  # fmt: skip
