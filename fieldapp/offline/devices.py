"""Which phone is speaking: one device_id is one person on one install.

The HttpOnly cookie names the install and outlives wiped storage, so a phone that comes back with
an empty store is noticed: it gets a new device_id and the old one is marked (scenario 25).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy.orm import Session

from fieldapp.domain.problems import DeviceRevoked, DeviceUnknown
from fieldapp.domain.roles import Actor
from fieldapp.offline.envelopes import EnvelopeRefused, OutboxCounts, is_uuid
from fieldapp.offline.wire import wire_instant
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Device
from fieldapp.queries.devices import device_of_person, devices_on_install

_LABEL_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What a phone says about itself: its store is empty or kept, and which id it had."""

    store: Literal["empty", "kept"]
    known_device_id: str | None
    mismatch: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The device to use from now on, and the install the cookie must name."""

    device_id: str
    install_id: str


def register(
    session: Session,
    registration: Registration,
    *,
    actor: Actor,
    install_id: str | None,
    now: datetime,
) -> Registered:
    """The person's device on this install: his old one if his store is whole, else a new one.

    install_id: from the cookie, None on the first visit. Raises DeviceRevoked.
    """
    with write_transaction(session):
        install = install_id or secrets.token_urlsafe(16)
        own = devices_on_install(
            session, company_id=actor.company_id, person_id=actor.person_id, install_id=install
        )
        for device in own:
            _refuse_revoked(device)
        current = next((device for device in own if _is_in_use(device)), None)
        if current is not None and _may_keep(current, registration):
            current.last_seen_at = now
            return Registered(device_id=current.id, install_id=install)
        new = _new_device(registration, actor=actor, install_id=install, now=now)
        session.add(new)
        session.flush()
        if current is not None:
            current.lost_store_at = now
            current.replaced_by_id = new.id
        elif registration.known_device_id is not None:
            _replace(session, registration.known_device_id, new, actor=actor)
        return Registered(device_id=new.id, install_id=install)


def device_in_use(
    session: Session, *, actor: Actor, device_id: str, install_id: str | None
) -> Device:
    """The device that may push now. Raises DeviceUnknown and DeviceRevoked."""
    device = device_of_person(
        session, company_id=actor.company_id, person_id=actor.person_id, device_id=device_id
    )
    if device is None or device.install_id != install_id:
        raise DeviceUnknown
    _refuse_revoked(device)
    if not _is_in_use(device):
        raise DeviceUnknown
    return device


def note_contact(session: Session, device_id: str, counts: OutboxCounts, *, now: datetime) -> None:
    """Keep when the phone was last heard and what it still holds."""
    with write_transaction(session):
        device = session.get_one(Device, device_id)
        device.last_seen_at = now
        device.last_outbox = {
            "pending": counts.pending,
            "parked": counts.parked,
            "blobs": counts.blobs,
        }


def wipe_done(session: Session, *, actor: Actor, wipe_id: str, now: datetime) -> None:
    """The phone has deleted what it held. Raises DeviceUnknown for a wipe nobody ordered."""
    with write_transaction(session):
        device = device_of_person(
            session, company_id=actor.company_id, person_id=actor.person_id, device_id=wipe_id
        )
        if device is None or device.revoked_at is None:
            raise DeviceUnknown
        device.lost_store_at = device.lost_store_at or now


def refuse_revoked_install(session: Session, *, actor: Actor, install_id: str | None) -> None:
    """Raise DeviceRevoked if this person's device on this install was taken out of use."""
    if install_id is None:
        return
    for device in devices_on_install(
        session, company_id=actor.company_id, person_id=actor.person_id, install_id=install_id
    ):
        _refuse_revoked(device)


def lease_until(lease_days: int, now: datetime) -> str:
    """Until when the phone may show sheets without another contact."""
    return wire_instant(now + timedelta(days=lease_days))


def read_registration(message: Mapping[str, Any]) -> Registration:
    """The body of ``POST devices``. Raises EnvelopeRefused."""
    store, known = message.get("store"), message.get("known_device_id")
    mismatch, label = message.get("mismatch", False), message.get("label", "")
    if store not in ("empty", "kept") or not isinstance(mismatch, bool):
        raise EnvelopeRefused("push.malformed", 400)
    if not isinstance(label, str) or not (known is None or is_uuid(known)):
        raise EnvelopeRefused("push.malformed", 400)
    return Registration(
        store=store,
        known_device_id=known,
        mismatch=mismatch,
        label="".join(filter(str.isprintable, label))[:_LABEL_LENGTH],
    )


def _is_in_use(device: Device) -> bool:
    return (
        device.revoked_at is None and device.lost_store_at is None and device.replaced_by_id is None
    )


def _refuse_revoked(device: Device) -> None:
    if device.revoked_at is not None:
        raise DeviceRevoked(wipe_id=device.id)


def _may_keep(device: Device, registration: Registration) -> bool:
    """Its store is whole; or it never told of an outbox, so its first answer was lost."""
    if registration.mismatch:
        return False
    if registration.store == "empty":
        return device.last_outbox is None
    return registration.known_device_id == device.id


def _replace(session: Session, device_id: str, new: Device, *, actor: Actor) -> None:
    """The store is there but its cookie is not: the new device goes on for the old one."""
    old = device_of_person(
        session, company_id=actor.company_id, person_id=actor.person_id, device_id=device_id
    )
    if old is not None and _is_in_use(old):
        old.replaced_by_id = new.id


def _new_device(
    registration: Registration, *, actor: Actor, install_id: str, now: datetime
) -> Device:
    return Device(
        company_id=actor.company_id,
        person_id=actor.person_id,
        kind="phone",
        install_id=install_id,
        label=registration.label,
        registered_at=now,
        last_seen_at=now,
    )
