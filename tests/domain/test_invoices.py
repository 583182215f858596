import pytest

from fieldapp.domain.invoices import email_address, tax_number
from fieldapp.domain.problems import InvoiceEmail, InvoiceTaxNumber


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("91990100MA0DEMO168", "91990100MA0DEMO168"),
        (" 91990100ma0demo168 ", "91990100MA0DEMO168"),
        ("９１９９０１００ＭＡ０ＤＥＭＯ１６８", "91990100MA0DEMO168"),
        ("9199 0100 MA0D EMO1 68", "91990100MA0DEMO168"),
        ("1" * 15, "1" * 15),
        ("1" * 20, "1" * 20),
        ("", ""),
    ],
)
def test_a_tax_number_is_kept_plain(typed, number):
    assert tax_number(typed) == number


@pytest.mark.parametrize("typed", ["1" * 14, "1" * 16, "1" * 19, "91990100MA0DEMO16-", "税" * 18])
def test_a_number_of_another_form_is_refused_at_its_field(typed):
    with pytest.raises(InvoiceTaxNumber) as refusal:
        tax_number(typed)

    assert "15、18 或 20 位" in refusal.value.details["fields"]["tax_no"]


@pytest.mark.parametrize("typed", ["nobody", "a@b", "a b@c.de", "@c.de"])
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(InvoiceEmail):
        email_address(typed)


def test_an_address_may_be_missing():
    assert (email_address(" "), email_address(" a@b.cn ")) == ("", "a@b.cn")
