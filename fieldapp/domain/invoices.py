"""What an invoice needs to be right in form (开票)."""

import re

from fieldapp.domain.problems import InvoiceEmail, InvoiceTaxNumber

#: 统一社会信用代码 has 18 characters, older tax numbers 15 or 20.
_TAX_NUMBER = re.compile(r"[0-9A-Z]{15}|[0-9A-Z]{18}|[0-9A-Z]{20}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_FULL_WIDTH = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})


def tax_number(typed: str) -> str:
    """The number in capitals without blanks, full-width digits made plain; empty is allowed.

    Raises InvoiceTaxNumber where it does not have 15, 18 or 20 letters and digits.
    """
    number = re.sub(r"\s", "", typed.translate(_FULL_WIDTH)).upper()
    if number and not _TAX_NUMBER.fullmatch(number):
        raise InvoiceTaxNumber(fields={"tax_no": InvoiceTaxNumber.message})
    return number


def email_address(typed: str) -> str:
    """The address as typed, without blanks around it; empty is allowed. Raises InvoiceEmail."""
    address = typed.strip()
    if address and not _EMAIL.fullmatch(address):
        raise InvoiceEmail(fields={"email": InvoiceEmail.message})
    return address
