"""What can be put on an estimate: priced work and materials, as one list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from sqlalchemy import select

from fieldapp.domain.articles import Article
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import ChargeItem, Material


def articles(session: Session, *, company_id: str) -> Sequence[Article]:
    """Priced work first, then the active materials, each by code."""
    work = session.execute(
        select(
            ChargeItem.id, ChargeItem.code, ChargeItem.name, ChargeItem.unit,
            ChargeItem.unit_price_cents,
        )
        .where(ChargeItem.company_id == company_id)
        .order_by(ChargeItem.code)
    )  # fmt: skip
    materials = session.execute(
        select(
            Material.id, Material.code, Material.name, Material.spec, Material.unit,
            Material.unit_price_cents, Material.initials,
        )
        .where(Material.company_id == company_id, Material.is_active.is_(True))
        .order_by(Material.position, Material.code)
    )  # fmt: skip
    return [
        *(
            Article(
                kind="work", article_id=row.id, code=row.code, name=row.name, spec="",
                unit=row.unit, unit_price_cents=row.unit_price_cents, initials=_initials(row.name),
            )
            for row in work
        ),
        *(
            Article(
                kind="material", article_id=row.id, code=row.code, name=row.name, spec=row.spec,
                unit=row.unit, unit_price_cents=row.unit_price_cents, initials=row.initials,
            )
            for row in materials
        ),
    ]  # fmt: skip


@lru_cache(maxsize=256)
def _initials(name: str) -> str:
    """Of priced work; materials keep theirs, since some are read otherwise than they look."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"))
