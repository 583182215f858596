"""Create devices and command log.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "devices",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("install_id", sa.String(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lost_store_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_outbox", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("replaced_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_devices_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_devices_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["devices.id"], name=op.f("fk_devices_replaced_by_id_devices")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
    )
    op.create_index(
        op.f("ix_devices_company_id_install_id"),
        "devices",
        ["company_id", "install_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_devices_company_id_person_id"),
        "devices",
        ["company_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "command_log",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("command_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("device_seq", sa.BigInteger(), nullable=True),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("stream_seq", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("blobs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("problem_code", sa.String(), nullable=True),
        sa.Column("problem_details", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("change_no", sa.BigInteger(), nullable=True),
        sa.Column("supersedes", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("decided", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("decided_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_command_log_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["people.id"], name=op.f("fk_command_log_decided_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_command_log_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_command_log_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command_log")),
        sa.UniqueConstraint(
            "company_id", "command_id", name=op.f("uq_command_log_company_id_command_id")
        ),
        sa.UniqueConstraint(
            "company_id",
            "device_id",
            "stream",
            "stream_seq",
            name=op.f("uq_command_log_company_id_device_id_stream_stream_seq"),
        ),
    )
    op.create_index(
        op.f("ix_command_log_company_id_person_id_result"),
        "command_log",
        ["company_id", "person_id", "result"],
        unique=False,
    )
    op.create_index(
        op.f("ix_command_log_company_id_result_received_at"),
        "command_log",
        ["company_id", "result", "received_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_command_log_company_id_stream_result"),
        "command_log",
        ["company_id", "stream", "result"],
        unique=False,
    )
    op.create_table(
        "mismatched_commands",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("command_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["companies.id"],
            name=op.f("fk_mismatched_commands_company_id_companies"),
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_mismatched_commands_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_mismatched_commands_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mismatched_commands")),
    )
    op.create_index(
        op.f("ix_mismatched_commands_company_id_person_id"),
        "mismatched_commands",
        ["company_id", "person_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_mismatched_commands_company_id_resolved_at_received_at"),
        "mismatched_commands",
        ["company_id", "resolved_at", "received_at"],
        unique=False,
    )
    op.create_table(
        "stream_releases",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("company_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("after_seq", sa.BigInteger(), nullable=False),
        sa.Column("released_by_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_stream_releases_company_id_companies")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_stream_releases_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["released_by_id"], ["people.id"], name=op.f("fk_stream_releases_released_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stream_releases")),
        sa.UniqueConstraint(
            "company_id",
            "device_id",
            "stream",
            "after_seq",
            name=op.f("uq_stream_releases_company_id_device_id_stream_after_seq"),
        ),
    )


def downgrade() -> None:
    op.drop_table("stream_releases")
    op.drop_table("mismatched_commands")
    op.drop_table("command_log")
    op.drop_table("devices")
