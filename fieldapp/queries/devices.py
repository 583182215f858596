"""Phones and whose they are."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.persistence.tables import Device


def devices_on_install(
    session: Session, *, company_id: str, person_id: str, install_id: str
) -> Sequence[Device]:
    """This person's devices on one install, newest first; at most one of them is in use."""
    return session.scalars(
        select(Device)
        .where(
            Device.company_id == company_id,
            Device.install_id == install_id,
            Device.person_id == person_id,
            Device.kind == "phone",
        )
        .order_by(Device.registered_at.desc(), Device.id)
    ).all()


def device_of_person(
    session: Session, *, company_id: str, person_id: str, device_id: str
) -> Device | None:
    """A phone by its id; None when there is none or it is somebody else's."""
    return session.scalars(
        select(Device).where(
            Device.id == device_id,
            Device.company_id == company_id,
            Device.person_id == person_id,
            Device.kind == "phone",
        )
    ).one_or_none()
