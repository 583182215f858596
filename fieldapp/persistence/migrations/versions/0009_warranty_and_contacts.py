"""Add warranty rules, verdicts of requests, contacts and notices.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "warranty_rules",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("months", sa.BigInteger(), nullable=False),
        sa.Column("start_kind", sa.String(), nullable=False),
        sa.Column("basis_kind", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_warranty_rules_company_id_companies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warranty_rules")),
    )
    with op.batch_alter_table("warranty_rules") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_warranty_rules_company_id_part_cause_valid_from"),
            ["company_id", "part", "cause", "valid_from"],
            unique=False,
        )
    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_notices_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_notices_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notices_company_id_person_id_read_at_told_at"),
            ["company_id", "person_id", "read_at", "told_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_notices_company_id_subject_id"),
            ["company_id", "subject_id"],
            unique=False,
        )
    with op.batch_alter_table("contacts") as batch_op:
        batch_op.add_column(sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("work_order_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("customer_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(
            sa.Column("purpose", sa.String(), nullable=False, server_default="visit")
        )
        batch_op.add_column(
            sa.Column("direction", sa.String(), nullable=False, server_default="out")
        )
        batch_op.add_column(
            sa.Column("channel", sa.String(), nullable=False, server_default="phone")
        )
        batch_op.add_column(sa.Column("with_name", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("agreed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("agreed_half", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("low_cents", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("high_cents", sa.BigInteger(), nullable=True))
        batch_op.alter_column("visit_id", existing_type=sa.Uuid(as_uuid=False), nullable=True)
        batch_op.create_index(
            batch_op.f("ix_contacts_company_id_customer_id_made_at"),
            ["company_id", "customer_id", "made_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_contacts_company_id_request_id_made_at"),
            ["company_id", "request_id", "made_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_contacts_company_id_work_order_id_made_at"),
            ["company_id", "work_order_id", "made_at"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_contacts_customer_id_customers"), "customers", ["customer_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_contacts_request_id_requests"), "requests", ["request_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_contacts_work_order_id_work_orders"),
            "work_orders",
            ["work_order_id"],
            ["id"],
        )
    with op.batch_alter_table("fault_categories") as batch_op:
        batch_op.add_column(
            sa.Column("warranty_part", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("warranty_cause", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("usual_low_cents", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("usual_high_cents", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("request_items") as batch_op:
        batch_op.add_column(sa.Column("product_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("part", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("cause", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("answers", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
        )
        batch_op.add_column(
            sa.Column("warranty_verdict", sa.String(), nullable=False, server_default="unknown")
        )
        batch_op.add_column(
            sa.Column("warranty_text", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("warranty_rule_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("warranty_starts_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("warranty_ends_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("charge_verdict", sa.String(), nullable=False, server_default="pending")
        )
        batch_op.add_column(sa.Column("estimate_low_cents", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("estimate_high_cents", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("overruled_by_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(
            sa.Column("overruled_reason", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("rework_of_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_request_items_product_id_products"), "products", ["product_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_request_items_merged_into_id_request_items"),
            "request_items",
            ["merged_into_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_request_items_overruled_by_id_people"),
            "people",
            ["overruled_by_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_request_items_warranty_rule_id_warranty_rules"),
            "warranty_rules",
            ["warranty_rule_id"],
            ["id"],
        )
    with op.batch_alter_table("requests") as batch_op:
        batch_op.add_column(sa.Column("slip_items", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_by_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("agreed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("agreed_half", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(
            sa.Column("passed_on_to", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("revision", sa.BigInteger(), nullable=False, server_default="1")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_requests_confirmed_by_id_people"), "people", ["confirmed_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_requests_merged_into_id_requests"),
            "requests",
            ["merged_into_id"],
            ["id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("requests") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_requests_merged_into_id_requests"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_requests_confirmed_by_id_people"), type_="foreignkey"
        )
        batch_op.drop_column("revision")
        batch_op.drop_column("passed_on_to")
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("agreed_half")
        batch_op.drop_column("agreed_on")
        batch_op.drop_column("confirmed_by_id")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("slip_items")
    with op.batch_alter_table("request_items") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_request_items_warranty_rule_id_warranty_rules"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_request_items_overruled_by_id_people"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_request_items_merged_into_id_request_items"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_request_items_product_id_products"), type_="foreignkey"
        )
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("rework_of_id")
        batch_op.drop_column("overruled_reason")
        batch_op.drop_column("overruled_by_id")
        batch_op.drop_column("estimate_high_cents")
        batch_op.drop_column("estimate_low_cents")
        batch_op.drop_column("charge_verdict")
        batch_op.drop_column("warranty_ends_on")
        batch_op.drop_column("warranty_starts_on")
        batch_op.drop_column("warranty_rule_id")
        batch_op.drop_column("warranty_text")
        batch_op.drop_column("warranty_verdict")
        batch_op.drop_column("answers")
        batch_op.drop_column("cause")
        batch_op.drop_column("part")
        batch_op.drop_column("product_id")
    with op.batch_alter_table("fault_categories") as batch_op:
        batch_op.drop_column("usual_high_cents")
        batch_op.drop_column("usual_low_cents")
        batch_op.drop_column("warranty_cause")
        batch_op.drop_column("warranty_part")
    with op.batch_alter_table("contacts") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_contacts_work_order_id_work_orders"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_contacts_request_id_requests"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_contacts_customer_id_customers"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_contacts_company_id_work_order_id_made_at"))
        batch_op.drop_index(batch_op.f("ix_contacts_company_id_request_id_made_at"))
        batch_op.drop_index(batch_op.f("ix_contacts_company_id_customer_id_made_at"))
        batch_op.alter_column("visit_id", existing_type=sa.Uuid(as_uuid=False), nullable=False)
        batch_op.drop_column("high_cents")
        batch_op.drop_column("low_cents")
        batch_op.drop_column("agreed_half")
        batch_op.drop_column("agreed_on")
        batch_op.drop_column("with_name")
        batch_op.drop_column("channel")
        batch_op.drop_column("direction")
        batch_op.drop_column("purpose")
        batch_op.drop_column("customer_id")
        batch_op.drop_column("work_order_id")
        batch_op.drop_column("request_id")
    with op.batch_alter_table("notices") as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_company_id_subject_id"))
        batch_op.drop_index(batch_op.f("ix_notices_company_id_person_id_read_at_told_at"))
    op.drop_table("notices")
    with op.batch_alter_table("warranty_rules") as batch_op:
        batch_op.drop_index(batch_op.f("ix_warranty_rules_company_id_part_cause_valid_from"))
    op.drop_table("warranty_rules")
