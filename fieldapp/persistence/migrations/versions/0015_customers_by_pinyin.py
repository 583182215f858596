"""List customers in the order of pinyin.

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

from fieldapp.persistence.pinyin import name_order

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INDEX = "ix_customers_company_id_name_order_id"
AT_ONCE = 2_000
CUSTOMERS = sa.table(
    "customers", sa.column("id", sa.Uuid(as_uuid=False)), sa.column("name"), sa.column("name_order")
)


def upgrade() -> None:
    kind = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    with op.batch_alter_table("customers") as batch_op:
        batch_op.add_column(sa.Column("name_order", kind, nullable=False, server_default=""))
    _fill(op.get_bind())
    with op.batch_alter_table("customers") as batch_op:
        batch_op.alter_column("name_order", existing_type=kind, server_default=None)
        batch_op.create_index(batch_op.f(INDEX), ["company_id", "name_order", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("customers") as batch_op:
        batch_op.drop_index(batch_op.f(INDEX))
        batch_op.drop_column("name_order")


def _fill(connection: sa.Connection) -> None:
    known = connection.execute(sa.select(CUSTOMERS.c.id, CUSTOMERS.c.name)).all()
    statement = (
        sa.update(CUSTOMERS)
        .where(CUSTOMERS.c.id == sa.bindparam("of"))
        .values(name_order=sa.bindparam("order"))
    )
    for start in range(0, len(known), AT_ONCE):
        rows = [
            {"of": id, "order": name_order(name)} for id, name in known[start : start + AT_ONCE]
        ]
        connection.execute(statement, rows)
