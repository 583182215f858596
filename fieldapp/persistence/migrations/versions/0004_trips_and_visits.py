"""Create trips and visits.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trips",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("window_start_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_end_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason_text", sa.String(), nullable=False),
        sa.Column("dispatched_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("notice_text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_trips_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["dispatched_by_id"], ["people.id"], name=op.f("fk_trips_dispatched_by_id_people")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["people.id"], name=op.f("fk_trips_lead_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trips")),
    )
    op.create_index(
        op.f("ix_trips_company_id_lead_id_planned_on"),
        "trips",
        ["company_id", "lead_id", "planned_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_trips_company_id_planned_on_lead_id"),
        "trips",
        ["company_id", "planned_on", "lead_id"],
        unique=False,
    )
    op.create_table(
        "trip_members",
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("trip_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_trip_members_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_trip_members_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trips.id"], name=op.f("fk_trip_members_trip_id_trips")
        ),
        sa.PrimaryKeyConstraint("trip_id", "person_id", name=op.f("pk_trip_members")),
    )
    op.create_index(
        op.f("ix_trip_members_company_id_person_id"),
        "trip_members",
        ["company_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "visits",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("trip_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("change_no", sa.BigInteger(), nullable=False),
        sa.Column("state_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_kind", sa.String(), nullable=True),
        sa.Column("ended_note", sa.String(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_visits_company_id_companies")
        ),
        sa.ForeignKeyConstraint(["trip_id"], ["trips.id"], name=op.f("fk_visits_trip_id_trips")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["work_orders.id"], name=op.f("fk_visits_work_order_id_work_orders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index(
        op.f("ix_visits_company_id_change_no"), "visits", ["company_id", "change_no"], unique=False
    )
    op.create_index(
        op.f("ix_visits_company_id_ended_at"), "visits", ["company_id", "ended_at"], unique=False
    )
    op.create_index(
        op.f("ix_visits_company_id_trip_id"), "visits", ["company_id", "trip_id"], unique=False
    )
    op.create_index(
        op.f("ix_visits_company_id_work_order_id"),
        "visits",
        ["company_id", "work_order_id"],
        unique=False,
    )
    op.create_table(
        "charges",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("visit_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("charge_item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_cents", sa.BigInteger(), nullable=False),
        sa.Column("waived_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("waived_reason", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["charge_item_id"],
            ["charge_items.id"],
            name=op.f("fk_charges_charge_item_id_charge_items"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_charges_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_charges_visit_id_visits")
        ),
        sa.ForeignKeyConstraint(
            ["waived_by_id"], ["people.id"], name=op.f("fk_charges_waived_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["work_orders.id"], name=op.f("fk_charges_work_order_id_work_orders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
    )
    op.create_index(
        op.f("ix_charges_company_id_work_order_id"),
        "charges",
        ["company_id", "work_order_id"],
        unique=False,
    )
    op.create_table(
        "clock_marks",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("visit_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trip_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_clock_marks_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_clock_marks_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trips.id"], name=op.f("fk_clock_marks_trip_id_trips")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_clock_marks_visit_id_visits")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_marks")),
    )
    op.create_index(
        op.f("ix_clock_marks_company_id_person_id_made_at"),
        "clock_marks",
        ["company_id", "person_id", "made_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_clock_marks_company_id_visit_id"),
        "clock_marks",
        ["company_id", "visit_id"],
        unique=False,
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("visit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_contacts_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_contacts_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_contacts_visit_id_visits")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(
        op.f("ix_contacts_company_id_visit_id"),
        "contacts",
        ["company_id", "visit_id"],
        unique=False,
    )
    op.create_table(
        "payments",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("visit_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_payments_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_payments_visit_id_visits")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"],
            ["work_orders.id"],
            name=op.f("fk_payments_work_order_id_work_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    op.create_index(
        op.f("ix_payments_company_id_work_order_id"),
        "payments",
        ["company_id", "work_order_id"],
        unique=False,
    )
    op.create_table(
        "sheet_departures",
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("visit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("change_no", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_sheet_departures_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sheet_departures_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_sheet_departures_visit_id_visits")
        ),
        sa.PrimaryKeyConstraint("visit_id", "person_id", name=op.f("pk_sheet_departures")),
    )
    op.create_index(
        op.f("ix_sheet_departures_company_id_person_id_change_no"),
        "sheet_departures",
        ["company_id", "person_id", "change_no"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("sheet_departures")
    op.drop_table("payments")
    op.drop_table("contacts")
    op.drop_table("clock_marks")
    op.drop_table("charges")
    op.drop_table("visits")
    op.drop_table("trip_members")
    op.drop_table("trips")
