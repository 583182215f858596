"""Create the places in streams that commands logged elsewhere fill.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stream_places",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("stream_seq", sa.BigInteger(), nullable=False),
        sa.Column("command_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_stream_places_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_stream_places_device_id_devices")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stream_places")),
        sa.UniqueConstraint(
            "company_id",
            "device_id",
            "stream",
            "stream_seq",
            name=op.f("uq_stream_places_company_id_device_id_stream_stream_seq"),
        ),
    )


def downgrade() -> None:
    op.drop_table("stream_places")
