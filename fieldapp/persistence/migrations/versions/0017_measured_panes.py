"""Keep what was measured for custom glass in fields of its own; nothing ever wrote ``measures``.

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_SIZES = ("width_mm", "height_mm", "thickness_mm")


def upgrade() -> None:
    with op.batch_alter_table("unfinished_reports") as batch_op:
        for name in _SIZES:
            batch_op.add_column(sa.Column(name, sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("expected_on", sa.Date(), nullable=True))
        batch_op.drop_column("measures")


def downgrade() -> None:
    with op.batch_alter_table("unfinished_reports") as batch_op:
        batch_op.add_column(sa.Column("measures", sa.JSON(none_as_null=True), nullable=True))
        for name in ("expected_on", *reversed(_SIZES)):
            batch_op.drop_column(name)
