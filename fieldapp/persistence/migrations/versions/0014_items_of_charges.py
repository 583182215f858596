"""Say which item a charge belongs to, for agreements that name items.

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ITEM = "fk_charges_item_id_work_order_items"


def upgrade() -> None:
    with op.batch_alter_table("charges") as batch_op:
        batch_op.add_column(sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.create_foreign_key(batch_op.f(ITEM), "work_order_items", ["item_id"], ["id"])
    # A charge planned with an estimate has the id of its line.
    op.execute(
        "UPDATE charges SET item_id = "
        "(SELECT item_id FROM estimate_lines WHERE estimate_lines.id = charges.id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("charges") as batch_op:
        batch_op.drop_constraint(batch_op.f(ITEM), type_="foreignkey")
        batch_op.drop_column("item_id")
