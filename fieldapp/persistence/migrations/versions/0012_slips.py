"""Say why a slip is not recorded whole, and when old requests were called back.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("requests") as batch_op:
        batch_op.add_column(
            sa.Column("slip_reason", sa.String(), nullable=False, server_default="")
        )
    # Called back before the call was kept: without a time no order could be made any more.
    op.execute(
        "UPDATE requests SET confirmed_at = registered_at, confirmed_by_id = registered_by_id "
        "WHERE confirmed_at IS NULL AND state IN ('confirmed', 'ordered')"
    )


def downgrade() -> None:
    with op.batch_alter_table("requests") as batch_op:
        batch_op.drop_column("slip_reason")
