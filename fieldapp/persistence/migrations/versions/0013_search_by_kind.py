"""Let the index of search terms begin with the kind: a prefix is then one range of one kind.

Revision: 0013, after 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BY_TERM = "ix_search_terms_company_id_term_subject_kind_subject_id"
BY_KIND = "ix_search_terms_company_id_subject_kind_term_subject_id"


def upgrade() -> None:
    with op.batch_alter_table("search_terms") as batch_op:
        batch_op.drop_index(batch_op.f(BY_TERM))
        batch_op.create_index(
            batch_op.f(BY_KIND),
            ["company_id", "subject_kind", "term", "subject_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("search_terms") as batch_op:
        batch_op.drop_index(batch_op.f(BY_KIND))
        batch_op.create_index(
            batch_op.f(BY_TERM),
            ["company_id", "term", "subject_kind", "subject_id"],
            unique=False,
        )
