"""Homes found by what a caller says."""

import pytest

from fieldapp.persistence.tables import Customer, Dwelling, DwellingResident, Site, new_id
from fieldapp.queries.dwellings import dwelling_card
from fieldapp.queries.search import find_dwellings
from tests.builders import added
from tests.cast import COMPANY_ID, OTHER_COMPANY_ID


@pytest.fixture
def home(session):
    site = added(session, Site(company_id=COMPANY_ID, name="锦绣华庭二期", name_initials="jxhteq"))
    home = added(session, Dwelling(company_id=COMPANY_ID, site_id=site.id, label="5-2-1203"))
    customer = added(
        session,
        Customer(
            company_id=COMPANY_ID, name="欧阳靖雯", name_initials="oyjw", kind="owner",
            phone="19900003187", phone_tail="3187",
        ),
    )  # fmt: skip
    added(
        session,
        DwellingResident(
            company_id=COMPANY_ID, dwelling_id=home.id, customer_id=customer.id, relation="owner"
        ),
    )
    return home


@pytest.mark.parametrize(
    "said",
    ["3187", "19900003", "欧阳", "oyjw", "OYJW", "锦绣", "jxht", "5-2-12", "jxht 5-2", "锦绣5-2"],
)
def test_a_home_is_found_by(session, home, said):
    hits = find_dwellings(session, company_id=COMPANY_ID, text=said)

    assert [(hit.dwelling_id, hit.address, hit.customer_name) for hit in hits] == [
        (home.id, "锦绣华庭二期 5-2-1203", "欧阳靖雯")
    ]


@pytest.mark.parametrize("said", ["", "  ", "3188", "王", "5-3", "jxht 6-1", "%", "_"])
def test_nothing_is_found_by(session, home, said):
    assert find_dwellings(session, company_id=COMPANY_ID, text=said) == ()


def test_two_residents_are_one_home(session, home):
    tenant = added(session, Customer(company_id=COMPANY_ID, name="冯志远", kind="tenant"))
    added(
        session,
        DwellingResident(
            company_id=COMPANY_ID, dwelling_id=home.id, customer_id=tenant.id, relation="tenant"
        ),
    )

    assert len(find_dwellings(session, company_id=COMPANY_ID, text="锦绣")) == 1


def test_another_companys_homes_are_not_there(session, home):
    assert find_dwellings(session, company_id=OTHER_COMPANY_ID, text="锦绣") == ()
    assert dwelling_card(session, company_id=OTHER_COMPANY_ID, dwelling_id=home.id) is None


def test_an_unknown_home_has_no_card(session):
    assert dwelling_card(session, company_id=COMPANY_ID, dwelling_id=new_id()) is None
