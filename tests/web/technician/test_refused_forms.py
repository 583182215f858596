"""A form that is refused without a worker comes back as it was filled in."""

from html.parser import HTMLParser

import pytest
from sqlalchemy import update

from fieldapp.persistence.tables import FaultCategory, WorkOrderItem
from fieldapp.web.technician.refilled import refilled
from tests import builders
from tests.web.conftest import text_of

TOLD = "?position=书房&category=WJ"


@pytest.fixture
def wang(phone):
    return phone("wang")


@pytest.fixture
def path(session):
    out = {"warranty_part": "纱窗", "warranty_cause": "拉绳"}
    session.execute(update(FaultCategory).where(FaultCategory.code == "WJ").values(**out))
    visit = builders.a_visit(session, state="working")
    session.execute(update(WorkOrderItem).values(charge_verdict="charged"))
    session.commit()
    return f"/tech/visits/{visit.id}"


class Typed(HTMLParser):
    """What stands in the controls of a page, and what is said to be wrong with them."""

    def __init__(self, page):
        super().__init__()
        self.values, self.wrong, self._open = {}, {}, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        name = values.get("name")
        if tag == "textarea":
            self._open = name
            self.values[name] = ""
        elif tag == "input" and (values.get("type") != "radio" or "checked" in values):
            self.values[name] = values.get("value", "")
        if "aria-invalid" in values:
            self.wrong[name] = values["aria-describedby"]

    def handle_endtag(self, tag):
        self._open = None

    def handle_data(self, data):
        if self._open:
            self.values[self._open] += data


def test_a_refused_consent_keeps_what_was_typed_and_says_what_is_wrong_at_its_field(wang, path):
    fields = {
        "who": "property", "who_name": "物业<小李>", "how": "phone", "agreed_cents": "很多",
        "evidence": '14:05 "电话"',
    }  # fmt: skip

    answer = wang.submit(f"{path}/consent", "consents", **fields)

    page = Typed(answer.text)
    assert answer.status_code == 422
    assert {name: page.values[name] for name in fields} == fields
    assert page.wrong == {"agreed_cents": "consent-amount-error"}
    assert '<p class="field__error" id="consent-amount-error">请填数字</p>' in answer.text
    assert "data-field" not in answer.text


def test_a_refused_extra_item_is_told_again_with_what_was_typed(wang, path):
    fields = {"estimate_low_cents": "100", "estimate_high_cents": "50", "description": "执手\n松了"}

    answer = wang.submit(f"{path}/extras{TOLD}", "extra-items", **fields)

    page = Typed(answer.text)
    assert answer.status_code == 422
    assert "保外·收费" in answer.text
    assert {name: page.values[name] for name in fields} == fields
    assert page.wrong == {"estimate_low_cents": "extra-low-error"}
    assert page.values["position"] == "书房"


def test_a_row_s_form_comes_back_open_and_no_other_is_filled(wang, path):
    wang.submit(f"{path}/extras{TOLD}", "extra-items")
    wang.submit(f"{path}/extras{TOLD}", "extra-items")
    form = wang.form(f"{path}/extras", "extra-item-voidings")

    answer = wang.post(form["action"], data=form["fields"] | {"reason": "长" * 301})

    assert answer.status_code == 422
    assert (answer.text.count("<details open>"), answer.text.count("长" * 301)) == (1, 1)


def test_a_chosen_reason_and_the_tab_are_kept(wang, path):
    fields = {"kind": "not_ours", "note": "短" * 501}

    answer = wang.submit(f"{path}/unfinished?tab=ending", "ending", **fields)

    page = Typed(answer.text)
    assert answer.status_code == 422
    assert page.values["kind"] == "not_ours"
    assert page.values["note"] == fields["note"]
    assert list(page.wrong) == ["note"]


def test_a_page_that_no_longer_shows_the_form_stays_as_it_is(wang, path):
    page = text_of(wang.get(path))

    assert refilled(page, {"reason": "x"}, f"{path}/nothing", {"reason": "y"}) == page
