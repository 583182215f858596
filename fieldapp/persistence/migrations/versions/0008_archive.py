"""Add what the customer archive keeps.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_terms",
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_search_terms_company_id_companies")
        ),
        sa.PrimaryKeyConstraint("subject_kind", "subject_id", "term", name=op.f("pk_search_terms")),
    )
    with op.batch_alter_table("search_terms") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_search_terms_company_id_subject_kind_subject_id"),
            ["company_id", "subject_kind", "subject_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_search_terms_company_id_term_subject_kind_subject_id"),
            ["company_id", "term", "subject_kind", "subject_id"],
            unique=False,
        )
    op.create_table(
        "customer_merges",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kept_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("merged_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("moved", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_customer_merges_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["customers.id"], name=op.f("fk_customer_merges_kept_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["merged_by_id"], ["people.id"], name=op.f("fk_customer_merges_merged_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["customers.id"], name=op.f("fk_customer_merges_merged_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["people.id"], name=op.f("fk_customer_merges_undone_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_merges")),
    )
    with op.batch_alter_table("customer_merges") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_merges_company_id_kept_id"),
            ["company_id", "kept_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_customer_merges_company_id_merged_id"),
            ["company_id", "merged_id"],
            unique=False,
        )
    op.create_table(
        "customer_phones",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("customer_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("phone_tail", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_customer_phones_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_customer_phones_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_phones")),
        sa.UniqueConstraint(
            "company_id",
            "customer_id",
            "phone",
            name=op.f("uq_customer_phones_company_id_customer_id_phone"),
        ),
    )
    with op.batch_alter_table("customer_phones") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_phones_company_id_phone"), ["company_id", "phone"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_customer_phones_company_id_phone_tail"),
            ["company_id", "phone_tail"],
            unique=False,
        )
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("owner_kind", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["people.id"], name=op.f("fk_documents_added_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_documents_company_id_companies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    with op.batch_alter_table("documents") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_documents_company_id_owner_kind_owner_id"),
            ["company_id", "owner_kind", "owner_id"],
            unique=False,
        )
    op.create_table(
        "imports",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=True),
        sa.Column("rows_done", sa.BigInteger(), nullable=False),
        sa.Column("problems", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_imports_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["people.id"], name=op.f("fk_imports_uploaded_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    with op.batch_alter_table("imports") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_imports_company_id_uploaded_at"),
            ["company_id", "uploaded_at"],
            unique=False,
        )
    op.create_table(
        "site_contacts",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("site_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_site_contacts_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_site_contacts_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_contacts")),
    )
    with op.batch_alter_table("site_contacts") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_site_contacts_company_id_site_id_position"),
            ["company_id", "site_id", "position"],
            unique=False,
        )
    op.create_table(
        "import_problems",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("import_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_import_problems_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_problems_import_id_imports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_problems")),
        sa.UniqueConstraint(
            "company_id",
            "import_id",
            "row_no",
            "column",
            name=op.f("uq_import_problems_company_id_import_id_row_no_column"),
        ),
    )
    with op.batch_alter_table("customers") as batch_op:
        batch_op.add_column(
            sa.Column("invoice_title", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("tax_no", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("invoice_email", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("merged_into_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(
            sa.Column("revision", sa.BigInteger(), nullable=False, server_default="1")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_customers_merged_into_id_customers"),
            "customers",
            ["merged_into_id"],
            ["id"],
        )
    with op.batch_alter_table("dwellings") as batch_op:
        batch_op.add_column(
            sa.Column("revision", sa.BigInteger(), nullable=False, server_default="1")
        )
    with op.batch_alter_table("products") as batch_op:
        batch_op.add_column(sa.Column("completed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("handed_over_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("purchased_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("removed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("notes", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("revision", sa.BigInteger(), nullable=False, server_default="1")
        )
    with op.batch_alter_table("sites") as batch_op:
        batch_op.add_column(sa.Column("key_place", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("glass_shop", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("notes", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("revision", sa.BigInteger(), nullable=False, server_default="1")
        )


def downgrade() -> None:
    with op.batch_alter_table("sites") as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("notes")
        batch_op.drop_column("glass_shop")
        batch_op.drop_column("key_place")
    with op.batch_alter_table("products") as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("notes")
        batch_op.drop_column("removed_on")
        batch_op.drop_column("purchased_on")
        batch_op.drop_column("handed_over_on")
        batch_op.drop_column("completed_on")
    with op.batch_alter_table("dwellings") as batch_op:
        batch_op.drop_column("revision")
    with op.batch_alter_table("customers") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_customers_merged_into_id_customers"), type_="foreignkey"
        )
        batch_op.drop_column("revision")
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("invoice_email")
        batch_op.drop_column("tax_no")
        batch_op.drop_column("invoice_title")
    op.drop_table("import_problems")
    with op.batch_alter_table("site_contacts") as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_contacts_company_id_site_id_position"))
    op.drop_table("site_contacts")
    with op.batch_alter_table("imports") as batch_op:
        batch_op.drop_index(batch_op.f("ix_imports_company_id_uploaded_at"))
    op.drop_table("imports")
    with op.batch_alter_table("documents") as batch_op:
        batch_op.drop_index(batch_op.f("ix_documents_company_id_owner_kind_owner_id"))
    op.drop_table("documents")
    with op.batch_alter_table("customer_phones") as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_phones_company_id_phone_tail"))
        batch_op.drop_index(batch_op.f("ix_customer_phones_company_id_phone"))
    op.drop_table("customer_phones")
    with op.batch_alter_table("customer_merges") as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_merges_company_id_merged_id"))
        batch_op.drop_index(batch_op.f("ix_customer_merges_company_id_kept_id"))
    op.drop_table("customer_merges")
    with op.batch_alter_table("search_terms") as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_terms_company_id_term_subject_kind_subject_id"))
        batch_op.drop_index(batch_op.f("ix_search_terms_company_id_subject_kind_subject_id"))
    op.drop_table("search_terms")
