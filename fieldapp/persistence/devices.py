"""The web device of a company: what forms count as."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Device, new_id


def web_device_id(session: Session, company_id: str, now: datetime) -> str:
    """The id of the company's web device, made when first asked for."""
    wanted = (
        select(Device.id)
        .where(Device.company_id == company_id, Device.person_id.is_(None), Device.kind == "web")
        .order_by(Device.registered_at, Device.id)
        .limit(1)
    )
    found = session.scalar(wanted)
    if found is not None:
        return found
    with write_transaction(session):
        found = session.scalar(wanted)
        if found is not None:
            return found
        device = Device(
            id=new_id(),
            company_id=company_id,
            kind="web",
            registered_at=now,
            last_seen_at=now,
        )
        session.add(device)
        return device.id
