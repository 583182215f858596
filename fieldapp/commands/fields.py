"""Shapes and limits of the fields commands are made of: the single source for every check."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field

from fieldapp.domain.phones import is_phone, phone_digits
from fieldapp.domain.quantities import MAX_QUANTITY_MILLI, MAX_UNIT_PRICE_CENTS

#: Commands take exactly their fields, each of exactly its type.
STRICT = ConfigDict(strict=True, extra="forbid")

_YEARS = range(1970, 2201)  # a phone's clock may be wrong by years, but not by centuries


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("no NUL characters")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("not blank")
    return text


def _in_years(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        raise ValueError("year out of range")
    return moment.astimezone(UTC)


def _day_in_years(day: date) -> date:
    if day.year not in _YEARS:
        raise ValueError("year out of range")
    return day


def _phone(text: str) -> str:
    digits = phone_digits(text)
    if text.strip() and not is_phone(digits):
        raise ValueError("no phone number")
    return digits


_UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"

Uuid = Annotated[str, Field(pattern=_UUID)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
Instant = Annotated[AwareDatetime, AfterValidator(_in_years)]
Day = Annotated[date, AfterValidator(_day_in_years)]

QuantityMilli = Annotated[int, Field(ge=1, le=MAX_QUANTITY_MILLI)]
Cents = Annotated[int, Field(ge=0, le=MAX_UNIT_PRICE_CENTS)]
#: Something was paid or waived: at least one 分.
PaidCents = Annotated[int, Field(ge=1, le=MAX_UNIT_PRICE_CENTS)]
#: A side of a pane or a frame.
Millimetres = Annotated[int, Field(ge=1, le=9_999)]
#: What a form began with (see the tables' ``revision``).
Revision = Annotated[int, Field(ge=1)]
Pieces = Annotated[int, Field(ge=1, le=999)]
Pixels = Annotated[int, Field(ge=1, le=20_000)]
PhotoBytes = Annotated[int, Field(ge=1, le=12_582_912)]

_Safe = AfterValidator(_without_nul)
_Filled = AfterValidator(_not_blank)

Unit = Annotated[str, Field(min_length=1, max_length=10), _Safe, _Filled]
Name = Annotated[str, Field(min_length=1, max_length=60), _Safe, _Filled]
NameOrEmpty = Annotated[str, Field(max_length=60), _Safe]
Caption = Annotated[str, Field(max_length=100), _Safe]
Line = Annotated[str, Field(max_length=200), _Safe]
Reason = Annotated[str, Field(min_length=1, max_length=300), _Safe, _Filled]
ReasonOrEmpty = Annotated[str, Field(max_length=300), _Safe]
RemarkText = Annotated[str, Field(min_length=1, max_length=500), _Safe, _Filled]
RemarkOrEmpty = Annotated[str, Field(max_length=500), _Safe]
Opinion = Annotated[str, Field(max_length=500), _Safe]
SlipItems = Annotated[int, Field(ge=1, le=99)]
Phone = Annotated[str, Field(max_length=30), _Safe]
#: Kept as digits only, whatever stands between them.
PhoneDigits = Annotated[str, Field(min_length=1, max_length=30), _Filled, AfterValidator(_phone)]
PhoneDigitsOrEmpty = Annotated[str, Field(max_length=30), AfterValidator(_phone)]
TaxNo = Annotated[str, Field(pattern=r"^[0-9A-Z]{0,20}$")]
DocumentText = Annotated[str, Field(min_length=2, max_length=120_000), _Safe]
CodeText = Annotated[str, Field(max_length=40), _Safe]
