"""Several desks at once: every paper has a number of its own."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from fieldapp.persistence.tables import Request, new_id
from tests.web.conftest import text_of


def test_requests_registered_at_the_same_moment_have_numbers_of_their_own(sign_in, session):
    desks = [sign_in("kefu") for _ in range(4)]
    form = {
        "channel": "phone", "urgency": "normal", "kind": "repair", "address_text": "老街 12 号",
        "reporter_name": "冯志远", "reporter_relation": "owner", "reporter_phone": "19900001111",
        "position": ["主卧飘窗"], "category_code": ["LS"], "description": ["漏水"],
    }  # fmt: skip

    def register(number):
        data = form | {"command_id": new_id(), "reporter_name": f"冯{number}"}
        answer = desks[number % 4].post("/office/requests", data=data)
        assert answer.status_code == 303, text_of(answer)[:500]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(register, range(12)))

    numbers = sorted(session.scalars(select(Request.number)))
    assert [number[-3:] for number in numbers] == [f"{n:03}" for n in range(1, 13)]
