"""Compare search terms byte by byte, find requests by reporter, and index what is there already.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from fieldapp.persistence.search_index import mend_search_index

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The primary key begins with kind and id already.
    with op.batch_alter_table("search_terms") as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_terms_company_id_subject_kind_subject_id"))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("search_terms", "term", type_=sa.String(collation="C"))
    with op.batch_alter_table("requests") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_requests_company_id_reporter_id"),
            ["company_id", "reporter_id"],
            unique=False,
        )
    with Session(op.get_bind(), join_transaction_mode="rollback_only") as session:
        mend_search_index(session)
        session.commit()


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM search_terms"))
    with op.batch_alter_table("requests") as batch_op:
        batch_op.drop_index(batch_op.f("ix_requests_company_id_reporter_id"))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("search_terms", "term", type_=sa.String())
    with op.batch_alter_table("search_terms") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_search_terms_company_id_subject_kind_subject_id"),
            ["company_id", "subject_kind", "subject_id"],
            unique=False,
        )
