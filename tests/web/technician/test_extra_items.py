"""顺便看看, 收费同意 and 对保修有异议 through forms alone, without a service worker."""

import pytest
from sqlalchemy import select, update

from fieldapp.persistence.tables import Appraisal, Consent, FaultCategory, Visit, WorkOrderItem
from tests import builders
from tests.web.conftest import text_of

TOLD = "?position=书房&category=WJ"


@pytest.fixture
def wang(phone):
    return phone("wang")


@pytest.fixture
def visit(session):
    session.execute(
        update(FaultCategory)
        .where(FaultCategory.code == "WJ")
        .values(
            warranty_part="纱窗", warranty_cause="拉绳",
            usual_low_cents=6000, usual_high_cents=9000,
        )
    )  # fmt: skip
    made = builders.a_visit(session, state="working")
    session.commit()
    return made


@pytest.fixture
def path(visit):
    return f"/tech/visits/{visit.id}"


@pytest.fixture
def extra(session):
    def read():
        session.rollback()  # ends the old snapshot
        return session.scalar(select(WorkOrderItem).where(WorkOrderItem.is_extra.is_(True)))

    return read


def test_an_extra_item_is_told_with_its_price_put_on_and_asked_consent_for(wang, path, extra):
    page = wang.page(f"{path}/extras{TOLD}")
    assert "保外·收费" in page
    assert "一般 ¥60–90" in page

    answer = wang.submit(f"{path}/extras{TOLD}", "extra-items", description="执手松")

    item = extra()
    assert answer.location.endswith("/consent")
    assert (item.position, item.category_code, item.charge_verdict) == ("书房", "WJ", "charged")
    assert (item.estimate_low_cents, item.estimate_high_cents) == (6000, 9000)
    assert "客户还没同意" in wang.page(f"{path}/consent")


def test_the_page_asks_for_consent_before_the_work_is_declared_done(wang, path, session, visit):
    wang.submit(f"{path}/extras{TOLD}", "extra-items")
    assert "先请客户同意" in wang.page(path)

    fields = {"who": "payer", "how": "in_person", "agreed_cents": "90"}
    assert wang.submit(f"{path}/consent", "consents", **fields).location.endswith(path)

    session.rollback()
    consent = session.scalar(select(Consent))
    assert (consent.agreed_cents, consent.who_name != "") == (9000, True)
    assert "先请客户同意" not in wang.page(path)


def test_a_consent_without_an_amount_is_refused_at_its_field(wang, path, session):
    wang.submit(f"{path}/extras{TOLD}", "extra-items")

    answer = wang.submit(
        f"{path}/consent", "consents", who="payer", how="phone", agreed_cents="很多"
    )

    assert answer.status_code == 422
    session.rollback()
    assert session.scalar(select(Consent)) is None


def test_a_range_that_begins_above_its_end_is_refused(wang, path, extra):
    answer = wang.submit(
        f"{path}/extras{TOLD}", "extra-items",
        estimate_low_cents="100", estimate_high_cents="50",
    )  # fmt: skip

    assert answer.status_code == 422
    assert "下限高于上限" in text_of(answer)
    assert extra() is None


def test_an_extra_item_is_taken_off_with_a_reason(wang, path, extra):
    wang.submit(f"{path}/extras{TOLD}", "extra-items")

    wang.submit(f"{path}/extras", "extra-item-voidings", reason="客户不做了")

    item = extra()
    assert (item.voided_at is None, item.void_reason) == (False, "客户不做了")
    assert "先请客户同意" not in wang.page(path)


@pytest.mark.parametrize(
    ("warranty", "charge", "words", "not_said"),
    [
        ("unknown", "pending", "待查：保内保外由办公室核对", "有争议"),
        ("disputed", "pending", "有争议，鉴定前不收费", "待查"),
        ("out", "charged", "保外", "待查"),
    ],
)
def test_the_page_says_why_nothing_is_charged_yet(
    wang, session, path, warranty, charge, words, not_said
):
    verdicts = {"warranty_verdict": warranty, "charge_verdict": charge}
    session.execute(update(WorkOrderItem).values(**verdicts))
    session.commit()

    for page in (wang.page(path), wang.page("/tech/")):
        assert words in page
        assert not_said not in page


def test_what_is_not_known_yet_hides_no_price_of_the_rest(wang, session, path):
    session.execute(update(WorkOrderItem).values(warranty_verdict="out", charge_verdict="charged"))
    session.execute(update(FaultCategory).values(warranty_part="", warranty_cause=""))
    session.commit()
    wang.submit(f"{path}/extras{TOLD}", "extra-items")

    page = wang.page(path)
    assert "待同意" in page
    assert "待查" in page
    assert "有争议" not in page


def test_a_dispute_asks_for_an_appraisal(wang, path, session, visit):
    wang.submit(f"{path}/extras{TOLD}", "extra-items")
    session.rollback()
    item_id = session.scalar(select(WorkOrderItem.id).where(WorkOrderItem.is_extra.is_(True)))

    answer = wang.submit(f"{path}/dispute", "disputes", item_id=item_id, dispute="装时就松")

    session.rollback()
    assert answer.status_code == 303
    assert session.scalar(select(Appraisal.item_id)) == item_id
    assert "有争议" in wang.page(f"{path}/dispute")


def test_another_persons_visit_takes_no_extra_item(phone, path, extra):
    for page in ("extras", "consent", "dispute"):
        assert phone("li").get(f"{path}/{page}").status_code == 404

    fields = {
        "position": "书房", "category_code": "WJ", "category_name": "五金失灵",
        "warranty_verdict": "out", "charge_verdict": "charged",
    }  # fmt: skip
    assert phone("li").post(f"{path}/extra-items", **fields).status_code in {403, 404}
    assert extra() is None


@pytest.mark.parametrize("page", ["extras", "consent", "dispute"])
def test_nothing_is_added_to_a_visit_that_is_over(wang, session, visit, path, page):
    session.get(Visit, visit.id).state = "finished"
    session.commit()

    assert 'method="post"' not in wang.page(f"{path}/{page}").split("<main")[1]
