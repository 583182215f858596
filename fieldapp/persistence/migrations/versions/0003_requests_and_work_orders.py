"""Create requests and work orders.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("dwelling_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("address_text", sa.String(), nullable=False),
        sa.Column("reporter_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("user_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("payer_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("reporter_name", sa.String(), nullable=False),
        sa.Column("reporter_relation", sa.String(), nullable=False),
        sa.Column("reporter_phone", sa.String(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("wished_text", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_requests_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["dwelling_id"], ["dwellings.id"], name=op.f("fk_requests_dwelling_id_dwellings")
        ),
        sa.ForeignKeyConstraint(
            ["payer_id"], ["customers.id"], name=op.f("fk_requests_payer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"], ["people.id"], name=op.f("fk_requests_registered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["customers.id"], name=op.f("fk_requests_reporter_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["customers.id"], name=op.f("fk_requests_user_id_customers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_requests_company_id_number")),
    )
    op.create_index(
        op.f("ix_requests_company_id_dwelling_id"),
        "requests",
        ["company_id", "dwelling_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_requests_company_id_registered_at"),
        "requests",
        ["company_id", "registered_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_requests_company_id_state_registered_at"),
        "requests",
        ["company_id", "state", "registered_at"],
        unique=False,
    )
    op.create_table(
        "request_items",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position_no", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("category_code", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_request_items_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_request_items_request_id_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_items")),
        sa.UniqueConstraint(
            "company_id",
            "request_id",
            "position_no",
            name=op.f("uq_request_items_company_id_request_id_position_no"),
        ),
    )
    op.create_table(
        "work_orders",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("estimate_low_cents", sa.BigInteger(), nullable=True),
        sa.Column("estimate_high_cents", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_work_orders_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["people.id"], name=op.f("fk_work_orders_created_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_work_orders_request_id_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_orders")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_work_orders_company_id_number")),
    )
    op.create_index(
        op.f("ix_work_orders_company_id_created_at"),
        "work_orders",
        ["company_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_work_orders_company_id_request_id"),
        "work_orders",
        ["company_id", "request_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_work_orders_company_id_state_created_at"),
        "work_orders",
        ["company_id", "state", "created_at"],
        unique=False,
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("who_name", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("low_cents", sa.BigInteger(), nullable=False),
        sa.Column("agreed_cents", sa.BigInteger(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_consents_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["people.id"], name=op.f("fk_consents_recorded_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"],
            ["work_orders.id"],
            name=op.f("fk_consents_work_order_id_work_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(
        op.f("ix_consents_company_id_work_order_id_agreed_at"),
        "consents",
        ["company_id", "work_order_id", "agreed_at"],
        unique=False,
    )
    op.create_table(
        "qr_codes",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_qr_codes_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"],
            ["work_orders.id"],
            name=op.f("fk_qr_codes_work_order_id_work_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qr_codes")),
        sa.UniqueConstraint("code", name=op.f("uq_qr_codes_code")),
    )
    op.create_index(
        op.f("ix_qr_codes_company_id_work_order_id"),
        "qr_codes",
        ["company_id", "work_order_id"],
        unique=False,
    )
    op.create_table(
        "work_order_items",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("request_item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("position_no", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("category_code", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("warranty_verdict", sa.String(), nullable=False),
        sa.Column("warranty_text", sa.String(), nullable=False),
        sa.Column("warranty_ends_on", sa.Date(), nullable=True),
        sa.Column("charge_verdict", sa.String(), nullable=False),
        sa.Column("estimate_low_cents", sa.BigInteger(), nullable=True),
        sa.Column("estimate_high_cents", sa.BigInteger(), nullable=True),
        sa.Column("is_extra", sa.Boolean(), nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_work_order_items_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["request_item_id"],
            ["request_items.id"],
            name=op.f("fk_work_order_items_request_item_id_request_items"),
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"],
            ["work_orders.id"],
            name=op.f("fk_work_order_items_work_order_id_work_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_order_items")),
        sa.UniqueConstraint(
            "company_id",
            "work_order_id",
            "position_no",
            name=op.f("uq_work_order_items_company_id_work_order_id_position_no"),
        ),
    )


def downgrade() -> None:
    op.drop_table("work_order_items")
    op.drop_table("qr_codes")
    op.drop_table("consents")
    op.drop_table("work_orders")
    op.drop_table("request_items")
    op.drop_table("requests")
