"""Say of an extra item when it was found, by whom, on which visit, and who confirmed it.

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("work_order_items") as batch_op:
        batch_op.add_column(sa.Column("added_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("received_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("added_by_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("added_on_visit_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_by_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(
            sa.Column("void_reason", sa.String(), nullable=False, server_default="")
        )
        for column, table in _REFERENCES:
            batch_op.create_foreign_key(
                batch_op.f(f"fk_work_order_items_{column}_{table}"), table, [column], ["id"]
            )
    with op.batch_alter_table("consents") as batch_op:
        batch_op.add_column(sa.Column("received_at", sa.DateTime(timezone=True), nullable=True))
    # The catalogue tells phones the categories now: those that hold an older one ask again.
    op.execute("UPDATE companies SET catalogue_version = catalogue_version + 1")


def downgrade() -> None:
    with op.batch_alter_table("consents") as batch_op:
        batch_op.drop_column("received_at")
    with op.batch_alter_table("work_order_items") as batch_op:
        for column, table in _REFERENCES:
            batch_op.drop_constraint(
                batch_op.f(f"fk_work_order_items_{column}_{table}"), type_="foreignkey"
            )
        for column in (
            "void_reason",
            "confirmed_by_id",
            "confirmed_at",
            "added_on_visit_id",
            "added_by_id",
            "received_at",
            "added_at",
        ):
            batch_op.drop_column(column)


_REFERENCES = (
    ("added_by_id", "people"),
    ("added_on_visit_id", "visits"),
    ("confirmed_by_id", "people"),
)
