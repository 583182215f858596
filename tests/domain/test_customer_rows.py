from datetime import date, datetime

import pytest

from fieldapp.domain.customer_rows import check_row, field_of_heading
from fieldapp.domain.dwellings import dwelling_label
from fieldapp.domain.phones import is_phone, phone_digits


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("199 0000 3187", "19900003187"),
        ("＋８６１９９００００３１８７", "19900003187"),
        ("0086-199-0000-3187", "19900003187"),
        ("0000-8800-1200", "000088001200"),
        ("没有", ""),
    ],
)
def test_a_number_is_kept_as_its_digits(typed, digits):
    assert phone_digits(typed) == digits


def test_too_few_or_too_many_digits_are_no_number():
    assert not is_phone("1234")
    assert is_phone("12345")
    assert not is_phone("1" * 21)


def test_a_home_is_called_by_what_is_filled():
    assert dwelling_label("５", "2", " 1203 ") == "5-2-1203"
    assert dwelling_label("A", "", "1604") == "A-1604"


@pytest.mark.parametrize("heading", ["姓名", " 姓 名 ", "姓名＊"])
def test_a_heading_is_known_however_it_is_set(heading):
    assert field_of_heading(heading) == "name"


@pytest.mark.parametrize(
    "cell",
    ["2024-06-28", "2024/6/28", "2024年6月28日", "２０２４.６.２８", date(2024, 6, 28),
     datetime.fromisoformat("2024-06-28T09:00")],
)  # fmt: skip
def test_a_day_may_be_written_in_many_ways(cell):
    row = check_row({"name": "王秀英", "site": "锦绣", "room": "1", "handed_over_on": cell})

    assert row.values["handed_over_on"] == "2024-06-28"
    assert row.problems == ()


@pytest.mark.parametrize("cell", ["28.6.", "2024-02-30", "1024-01-01", 45471])
def test_what_is_no_day_is_told(cell):
    row = check_row({"name": "王秀英", "handed_over_on": cell})

    assert [(one.field, one.code) for one in row.problems] == [("handed_over_on", "date")]


def test_a_formula_is_the_text_it_is_written_in():
    row = check_row({"name": '=HYPERLINK("x")', "phone": 19900003187.0})

    assert row.values == {"name": '=HYPERLINK("x")', "phone": "19900003187"}
