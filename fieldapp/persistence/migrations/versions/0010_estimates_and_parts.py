"""Add estimates, appraisals, parts waited for and what was paid.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invoices",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("tax_no", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_invoices_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"],
            ["work_orders.id"],
            name=op.f("fk_invoices_work_order_id_work_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.UniqueConstraint(
            "company_id", "work_order_id", name=op.f("uq_invoices_company_id_work_order_id")
        ),
    )
    op.create_table(
        "appraisals",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("dispute", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("warranty_verdict", sa.String(), nullable=True),
        sa.Column("charge_verdict", sa.String(), nullable=True),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_appraisals_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_appraisals_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["found_by_id"], ["people.id"], name=op.f("fk_appraisals_found_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["work_order_items.id"],
            name=op.f("fk_appraisals_item_id_work_order_items"),
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"],
            ["work_orders.id"],
            name=op.f("fk_appraisals_work_order_id_work_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisals")),
    )
    with op.batch_alter_table("appraisals") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appraisals_company_id_found_at_due_on"),
            ["company_id", "found_at", "due_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_appraisals_company_id_work_order_id"),
            ["company_id", "work_order_id"],
            unique=False,
        )
    op.create_table(
        "estimate_lines",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("position_no", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("material_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("charge_item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("unit_price_cents", sa.BigInteger(), nullable=False),
        sa.Column("quantity_low_milli", sa.BigInteger(), nullable=False),
        sa.Column("quantity_high_milli", sa.BigInteger(), nullable=False),
        sa.Column("width_mm", sa.BigInteger(), nullable=True),
        sa.Column("height_mm", sa.BigInteger(), nullable=True),
        sa.Column("pieces", sa.BigInteger(), nullable=True),
        sa.Column("waived_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("waived_reason", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["people.id"], name=op.f("fk_estimate_lines_added_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["charge_item_id"],
            ["charge_items.id"],
            name=op.f("fk_estimate_lines_charge_item_id_charge_items"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_estimate_lines_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["work_order_items.id"],
            name=op.f("fk_estimate_lines_item_id_work_order_items"),
        ),
        sa.ForeignKeyConstraint(
            ["material_id"], ["materials.id"], name=op.f("fk_estimate_lines_material_id_materials")
        ),
        sa.ForeignKeyConstraint(
            ["waived_by_id"], ["people.id"], name=op.f("fk_estimate_lines_waived_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"],
            ["work_orders.id"],
            name=op.f("fk_estimate_lines_work_order_id_work_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate_lines")),
    )
    with op.batch_alter_table("estimate_lines") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_estimate_lines_company_id_work_order_id_position_no"),
            ["company_id", "work_order_id", "position_no"],
            unique=False,
        )
    op.create_table(
        "part_orders",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("material_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("spec", sa.String(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("width_mm", sa.BigInteger(), nullable=True),
        sa.Column("height_mm", sa.BigInteger(), nullable=True),
        sa.Column("thickness_mm", sa.BigInteger(), nullable=True),
        sa.Column("measured_by", sa.String(), nullable=False),
        sa.Column("supplier", sa.String(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["arrived_by_id"], ["people.id"], name=op.f("fk_part_orders_arrived_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_part_orders_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["work_order_items.id"],
            name=op.f("fk_part_orders_item_id_work_order_items"),
        ),
        sa.ForeignKeyConstraint(
            ["material_id"], ["materials.id"], name=op.f("fk_part_orders_material_id_materials")
        ),
        sa.ForeignKeyConstraint(
            ["ordered_by_id"], ["people.id"], name=op.f("fk_part_orders_ordered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"],
            ["work_orders.id"],
            name=op.f("fk_part_orders_work_order_id_work_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_orders")),
    )
    with op.batch_alter_table("part_orders") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_part_orders_company_id_state_expected_on"),
            ["company_id", "state", "expected_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_part_orders_company_id_work_order_id"),
            ["company_id", "work_order_id"],
            unique=False,
        )
    with op.batch_alter_table("consents") as batch_op:
        batch_op.add_column(
            sa.Column("item_ids", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
        )
        batch_op.add_column(sa.Column("evidence", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("payments") as batch_op:
        batch_op.add_column(sa.Column("received_by_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("waived_by_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("reference", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("void_reason", sa.String(), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_payments_received_by_id_people"), "people", ["received_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_payments_waived_by_id_people"), "people", ["waived_by_id"], ["id"]
        )
    with op.batch_alter_table("work_order_items") as batch_op:
        batch_op.add_column(sa.Column("part", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("cause", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("warranty_rule_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("warranty_starts_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("rework_of_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_work_order_items_rework_of_id_work_order_items"),
            "work_order_items",
            ["rework_of_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_work_order_items_warranty_rule_id_warranty_rules"),
            "warranty_rules",
            ["warranty_rule_id"],
            ["id"],
        )
    with op.batch_alter_table("work_orders") as batch_op:
        batch_op.add_column(sa.Column("rework_of_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("delay_agreed_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("revision", sa.BigInteger(), nullable=False, server_default="1")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_work_orders_rework_of_id_work_orders"),
            "work_orders",
            ["rework_of_id"],
            ["id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("work_orders") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_work_orders_rework_of_id_work_orders"), type_="foreignkey"
        )
        batch_op.drop_column("revision")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("delay_agreed_until")
        batch_op.drop_column("rework_of_id")
    with op.batch_alter_table("work_order_items") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_work_order_items_warranty_rule_id_warranty_rules"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_work_order_items_rework_of_id_work_order_items"), type_="foreignkey"
        )
        batch_op.drop_column("rework_of_id")
        batch_op.drop_column("warranty_starts_on")
        batch_op.drop_column("warranty_rule_id")
        batch_op.drop_column("cause")
        batch_op.drop_column("part")
    with op.batch_alter_table("payments") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_payments_waived_by_id_people"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_payments_received_by_id_people"), type_="foreignkey"
        )
        batch_op.drop_column("void_reason")
        batch_op.drop_column("voided_at")
        batch_op.drop_column("reference")
        batch_op.drop_column("waived_by_id")
        batch_op.drop_column("received_by_id")
    with op.batch_alter_table("consents") as batch_op:
        batch_op.drop_column("evidence")
        batch_op.drop_column("item_ids")
    with op.batch_alter_table("part_orders") as batch_op:
        batch_op.drop_index(batch_op.f("ix_part_orders_company_id_work_order_id"))
        batch_op.drop_index(batch_op.f("ix_part_orders_company_id_state_expected_on"))
    op.drop_table("part_orders")
    with op.batch_alter_table("estimate_lines") as batch_op:
        batch_op.drop_index(batch_op.f("ix_estimate_lines_company_id_work_order_id_position_no"))
    op.drop_table("estimate_lines")
    with op.batch_alter_table("appraisals") as batch_op:
        batch_op.drop_index(batch_op.f("ix_appraisals_company_id_work_order_id"))
        batch_op.drop_index(batch_op.f("ix_appraisals_company_id_found_at_due_on"))
    op.drop_table("appraisals")
    op.drop_table("invoices")
