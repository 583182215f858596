"""Rows of an Excel list in the archive: found again by who they are, never doubled.

A customer is the one of that name and number, or of that name in that home; a home is its site and
label; a window is its code in a home, or its position and model. An empty cell erases nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.commands.archive_access import touch_dwellings
from fieldapp.commands.customers import CustomerKind, Relation
from fieldapp.commands.fields import STRICT, Day
from fieldapp.commands.handling import HandlerContext
from fieldapp.commands.products import ProductKind
from fieldapp.domain.dwellings import dwelling_label
from fieldapp.domain.phones import phone_tail
from fieldapp.persistence.pinyin import initials_of
from fieldapp.persistence.tables import (
    Customer,
    CustomerPhone,
    Dwelling,
    DwellingResident,
    Product,
    Site,
    new_id,
)

Outcome = Literal["created", "changed", "unchanged"]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ImportedRow:
    """One row whose cells are all right (domain/customer_rows.py)."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    kind: CustomerKind | None = None
    phone: str = ""
    more_phones: tuple[str, ...] = ()
    site: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    relation: Relation | None = None
    position: str = ""
    product_kind: ProductKind | None = None
    model: str = ""
    code: str = ""
    completed_on: Day | None = None
    handed_over_on: Day | None = None
    installed_on: Day | None = None
    batch: str = ""
    door_hint: str = ""
    notes: str = ""
    invoice_title: str = ""
    tax_no: str = ""
    invoice_email: str = ""

    @property
    def label(self) -> str:
        """The home as people say it; empty if the row names none."""
        return dwelling_label(self.building, self.unit, self.room) if self.site else ""

    @property
    def key(self) -> tuple[str, ...]:
        """Rows of the same key are the same."""
        return tuple(str(getattr(self, field.name)) for field in fields(self))


class Piece:
    """Some rows with everything of the archive they may mean, read by a fixed number of statements.

    ``keep`` writes what ``apply`` made; a dry run leaves it out and drops the session's changes.
    """

    def __init__(self, session: Session, company_id: str, rows: Sequence[ImportedRow]) -> None:
        self.session, self.company_id = session, company_id
        self._new: dict[type[Any], list[Any]] = defaultdict(list)
        self._is_new = self._is_changed = False
        self._changed_dwellings: set[str] = set()
        self._new_dwellings: set[str] = set()
        self._sites = {row.name: row for row in self._all(Site)}
        self._dwellings = self._read_dwellings(rows)
        self._residents = self._read_residents()
        self._products = self._read_products()
        self._customers: dict[tuple[str, str], Customer] = {}
        self._phones: dict[str, set[str]] = {}
        self._read_customers(rows)

    def apply(self, row: ImportedRow) -> Outcome:
        """Find or make what the row names, and write what it says."""
        self._is_new = self._is_changed = False
        dwelling = self._dwelling(row) if row.label else None
        customer = self._customer(row, dwelling)
        if dwelling is not None:
            self._live(customer, dwelling, row)
            if row.position:
                self._install(dwelling, row)
        if self._is_new:
            return "created"
        return "changed" if self._is_changed else "unchanged"

    def touch_changed(self, context: HandlerContext) -> None:
        """Send the open sheets of homes again that say something else now."""
        if self._changed_dwellings:
            touch_dwellings(context, sorted(self._changed_dwellings))

    def _dwelling(self, row: ImportedRow) -> Dwelling:
        site = self._sites.get(row.site)
        if site is None:
            site = self._made(Site(name=row.site, name_initials=initials_of(row.site), id=new_id()))
            self._sites[row.site] = site
        dwelling = self._dwellings.get((site.id, row.label))
        if dwelling is None:
            dwelling = self._made(
                Dwelling(
                    site_id=site.id, building=row.building, unit=row.unit, room=row.room,
                    label=row.label, id=new_id(), door_hint="",
                )
            )  # fmt: skip
            self._dwellings[site.id, row.label] = dwelling
            self._new_dwellings.add(dwelling.id)
        says = {
            "completed_on": row.completed_on,
            "handed_over_on": row.handed_over_on,
            "door_hint": row.door_hint,
        }
        if self._write(dwelling, says):
            self._changed(dwelling)
        return dwelling

    def _customer(self, row: ImportedRow, dwelling: Dwelling | None) -> Customer:
        customer = self._known(row, dwelling)
        if customer is None:
            customer = self._made(
                Customer(
                    name=row.name, name_initials=initials_of(row.name), id=new_id(),
                    kind=row.kind or "owner", phone=row.phone, phone_tail=phone_tail(row.phone),
                    notes="", invoice_title="", tax_no="", invoice_email="",
                )
            )  # fmt: skip
            self._phones[customer.id] = {row.phone}
        says = {
            "kind": row.kind,
            "notes": row.notes,
            "invoice_title": row.invoice_title,
            "tax_no": row.tax_no,
            "invoice_email": row.invoice_email,
        }
        self._write(customer, says)
        self._ring(customer, [row.phone, *row.more_phones])
        for phone in self._phones[customer.id]:
            self._customers[row.name, phone] = customer
        return customer

    def _known(self, row: ImportedRow, dwelling: Dwelling | None) -> Customer | None:
        """By name and number, else by name and home."""
        for phone in (row.phone, *row.more_phones):
            found = self._customers.get((row.name, phone)) if phone else None
            if found is not None:
                return found
        if dwelling is not None:
            return next(
                (one for one, _resident in self._residents.get(dwelling.id, {}).values()
                 if one.name == row.name),
                None,
            )  # fmt: skip
        return None if row.phone else self._customers.get((row.name, ""))

    def _ring(self, customer: Customer, phones: Iterable[str]) -> None:
        known = self._phones.setdefault(customer.id, {customer.phone})
        for phone in phones:
            if not phone or phone in known:
                continue
            known.add(phone)
            if not customer.phone:
                self._write(customer, {"phone": phone, "phone_tail": phone_tail(phone)})
                continue
            self._is_changed = True
            self._add(
                CustomerPhone(
                    id=new_id(), company_id=self.company_id, customer_id=customer.id, phone=phone,
                    phone_tail=phone_tail(phone),
                )
            )  # fmt: skip

    def _live(self, customer: Customer, dwelling: Dwelling, row: ImportedRow) -> None:
        residents = self._residents.setdefault(dwelling.id, {})
        if customer.id in residents:
            self._write(residents[customer.id][1], {"relation": row.relation})
            return
        relation = row.relation or ("tenant" if customer.kind == "tenant" else "owner")
        resident = DwellingResident(
            company_id=self.company_id, dwelling_id=dwelling.id, customer_id=customer.id,
            relation=relation,
        )  # fmt: skip
        residents[customer.id] = (customer, resident)
        self._is_new = True
        self._add(resident)

    def _install(self, dwelling: Dwelling, row: ImportedRow) -> None:
        key = _product_key(dwelling.id, row.code, row.position, row.model)
        product = self._products.get(key)
        if product is None:
            product = self._made(
                Product(
                    dwelling_id=dwelling.id, position=row.position, code=row.code,
                    kind=row.product_kind or "window", model=row.model, batch="", id=new_id(),
                )
            )  # fmt: skip
            self._products[key] = product
        says = {
            "position": row.position,
            "kind": row.product_kind,
            "model": row.model,
            "batch": row.batch,
            "installed_on": row.installed_on,
        }
        if self._write(product, says):
            self._changed(dwelling)

    def _changed(self, dwelling: Dwelling) -> None:
        """No sheet speaks of a home that was only now made."""
        if dwelling.id not in self._new_dwellings:
            self._changed_dwellings.add(dwelling.id)

    def _made(self, row: Any) -> Any:
        row.company_id = self.company_id
        row.revision = 1
        self._is_new = True
        self._add(row)
        return row

    def _add(self, row: Any) -> None:
        self._new[type(row)].append(row)

    def keep(self) -> None:
        """Write what was made, each table after those it points to."""
        for table in (Site, Dwelling, Customer, CustomerPhone, DwellingResident, Product):
            self.session.add_all(self._new[table])
            self.session.flush()

    def _write(self, row: Any, says: Mapping[str, object]) -> bool:
        """Set what is said and differs; whether anything did."""
        differing = {
            name: value
            for name, value in says.items()
            if value not in (None, "") and getattr(row, name) != value
        }
        for name, value in differing.items():
            setattr(row, name, value)
        if differing and not self._is_new and hasattr(row, "revision"):
            row.revision += 1
        self._is_changed = self._is_changed or bool(differing)
        return bool(differing)

    def _all(self, table: type[Any], *conditions: Any) -> list[Any]:
        return list(
            self.session.scalars(
                select(table).where(table.company_id == self.company_id, *conditions)
            )
        )

    def _read_dwellings(self, rows: Sequence[ImportedRow]) -> dict[tuple[str, str], Dwelling]:
        site_ids = {self._sites[row.site].id for row in rows if row.site in self._sites}
        labels = {row.label for row in rows if row.label}
        found = self._all(Dwelling, Dwelling.site_id.in_(site_ids), Dwelling.label.in_(labels))
        return {(row.site_id, row.label): row for row in found}

    def _read_residents(self) -> dict[str, dict[str, tuple[Customer, DwellingResident]]]:
        ids = [row.id for row in self._dwellings.values()]
        found: dict[str, dict[str, tuple[Customer, DwellingResident]]] = {}
        for resident, customer in self.session.execute(
            select(DwellingResident, Customer)
            .join(Customer, Customer.id == DwellingResident.customer_id)
            .where(DwellingResident.dwelling_id.in_(ids), Customer.merged_into_id.is_(None))
        ):
            found.setdefault(resident.dwelling_id, {})[customer.id] = (customer, resident)
        return found

    def _read_products(self) -> dict[tuple[str, ...], Product]:
        ids = [row.id for row in self._dwellings.values()]
        return {
            _product_key(row.dwelling_id, row.code, row.position, row.model): row
            for row in self._all(
                Product, Product.dwelling_id.in_(ids), Product.removed_on.is_(None)
            )
        }

    def _read_customers(self, rows: Sequence[ImportedRow]) -> None:
        numbers = {phone for row in rows for phone in (row.phone, *row.more_phones) if phone}
        nameless = {row.name for row in rows if not row.phone and not row.label}
        more = self._all(CustomerPhone, CustomerPhone.phone.in_(numbers))
        standing = Customer.merged_into_id.is_(None)
        customers = [
            *self._all(Customer, standing, Customer.phone.in_(numbers)),
            *self._all(Customer, standing, Customer.id.in_({row.customer_id for row in more})),
            *self._all(Customer, standing, Customer.name.in_(nameless)),
        ]
        customers += [
            one for residents in self._residents.values() for one, _resident in residents.values()
        ]
        for customer in customers:
            self._phones[customer.id] = {customer.phone}
        for phone in self._all(CustomerPhone, CustomerPhone.customer_id.in_(self._phones)):
            self._phones[phone.customer_id].add(phone.phone)
        for customer in customers:
            for number in self._phones[customer.id]:
                self._customers[customer.name, number] = customer


def _product_key(dwelling_id: str, code: str, position: str, model: str) -> tuple[str, ...]:
    return (dwelling_id, code) if code else (dwelling_id, position, model)
