import pytest

from fieldapp.domain.articles import Article, matching


def an_article(code, name, initials, spec=""):
    return Article(
        kind="material", article_id=code, code=code, name=name, spec=spec, unit="把",
        unit_price_cents=1, initials=initials,
    )  # fmt: skip


LIST = [
    an_article("WJ-004", "传动器", "cdq", "1000 mm"),
    an_article("WJ-005", "传动器", "cdq", "1400 mm"),
    an_article("TL-003", "推拉门重型滑轮", "tlmzxhl"),
    an_article("BL-002", "钢化中空玻璃 Low-E", "ghzkbllowe"),
    an_article("BL-003", "钢化中空玻璃 Low-E 充氩", "ghzkbllowecy"),
]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("WJ-004", ["WJ-004"]),
        ("wj004", ["WJ-004"]),
        ("ｗｊ－００４", ["WJ-004"]),
        ("tlmz", ["TL-003"]),
        ("cdq", ["WJ-004", "WJ-005"]),
        ("滑轮", ["TL-003"]),
        ("ghzkbllowe", ["BL-002"]),
        ("传动器 1400 mm", ["WJ-005"]),
        ("外墙清洗", []),
        ("  ", []),
    ],
)
def test_an_article_is_found_by_code_initials_or_name(typed, codes):
    assert [article.code for article in matching(LIST, typed)] == codes
