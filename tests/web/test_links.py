"""No page of the office offers what would be refused."""

import re
from html import unescape

import pytest

from fieldapp.domain.roles import Role
from tests.builders import a_visit, a_work_order
from tests.cast import PEOPLE

HREF = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)"')
MOST_PAGES = 120
OFFICE = sorted(name for name, person in PEOPLE.items() if Role.TECHNICIAN not in person[2])


def links_on(answer):
    if answer.mimetype != "text/html":
        return []
    return [unescape(href) for href in HREF.findall(answer.text)]


@pytest.mark.parametrize("username", OFFICE)
def test_every_link_a_person_sees_opens(sign_in, stored, username):
    stored(a_work_order, state="ready")
    stored(a_visit, state="finished")
    person = sign_in(username)
    seen, waiting, refused = set(), ["/office/"], []

    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        # One page of each kind is enough; the rest of the address says which row.
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\?.*", "", path)
        if kind in seen:
            continue
        seen.add(kind)
        answer = person.get(path)
        if answer.status_code >= 400:
            refused.append((path, answer.status_code))
        waiting += links_on(answer)

    assert refused == []
    assert len(seen) > 1 or username == "admin"


def test_only_who_may_search_is_offered_the_search(sign_in):
    assert 'role="search"' in sign_in("kefu").get("/office/").text
    assert 'role="search"' not in sign_in("admin").get("/office/").text


def test_the_store_reads_the_numbers_of_requests_without_a_link(sign_in, stored):
    order = stored(a_work_order, state="ready")

    page = sign_in("cangguan").get(f"/office/work-orders/{order.id}").text

    assert "/office/requests/" not in page
    assert "/office/verdicts/" not in page
