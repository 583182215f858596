"""资料: papers kept with what they are about, shown safely, taken back with a reason."""

import io

import pytest
from PIL import Image

from fieldapp.offline.shown_photos import register_heif
from fieldapp.persistence.tables import Customer, Document, Site, new_id
from tests import cast
from tests.builders import a_customer, a_request, added
from tests.web.conftest import text_of

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def a_picture(kind="JPEG", size=(640, 480)):
    register_heif()
    content = io.BytesIO()
    Image.new("RGB", size, "beige").save(content, kind)
    return content.getvalue()


def a_foreign_customer(session):
    return added(
        session, Customer(id=new_id(), company_id=cast.OTHER_COMPANY_ID, name="别人", kind="owner")
    )


def a_paper(customer_id, content=PDF, name="合同.pdf", **overrides):
    form = {
        "command_id": new_id(),
        "owner_kind": "customer",
        "owner_id": customer_id,
        "kind": "contract",
        "title": "安装合同 2024-016",
        "dated_on": "2024-03-02",
        "next": "/office/requests",
    }
    return form | overrides | {"file": (io.BytesIO(content), name)}


def documents(session):
    session.rollback()
    return list(session.query(Document).order_by(Document.added_at))


def test_the_clerk_keeps_a_contract_and_carries_it_away(sign_in, stored, session):
    customer = stored(a_customer)
    kefu = sign_in("kefu")

    answer = kefu.post("/documents", data=a_paper(customer.id))

    assert (answer.status_code, answer.headers["Location"]) == (303, "/office/requests")
    kept = documents(session)[0]
    assert (kept.owner_id, kept.mime, kept.size_bytes) == (customer.id, "application/pdf", len(PDF))
    shown = kefu.get(f"/documents/{kept.id}")
    assert shown.data == PDF
    assert shown.headers["Content-Disposition"].startswith("attachment;")
    assert shown.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


def test_a_pdf_may_be_read_inside_our_own_pages_and_do_nothing_there(sign_in, stored, session):
    customer = stored(a_customer)
    kefu = sign_in("kefu")
    kefu.post("/documents", data=a_paper(customer.id))

    shown = kefu.get(f"/documents/{documents(session)[0].id}/sheet")

    assert shown.data == PDF
    assert (shown.mimetype, shown.headers["Content-Disposition"]) == ("application/pdf", "inline")
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert shown.headers["Content-Security-Policy"] == (
        "default-src 'none'; frame-ancestors 'self'"
    )


def test_a_picture_has_no_sheet_to_be_framed(sign_in, stored, session):
    customer = stored(a_customer)
    kefu = sign_in("kefu")
    kefu.post("/documents", data=a_paper(customer.id, a_picture(), "a.jpg"))

    assert kefu.get(f"/documents/{documents(session)[0].id}/sheet").status_code == 404


def test_a_faxed_pdf_stands_beside_its_request_and_only_there_may_be_framed(
    sign_in, stored, session
):
    request = stored(a_request)
    kefu = sign_in("kefu")
    kefu.post(
        "/documents",
        data=a_paper(request.id, owner_kind="request", kind="slip", title="物业传真"),
    )

    page = kefu.get(f"/office/requests/{request.id}")

    assert f'<pdf-paper class="block" src="/documents/{documents(session)[0].id}/sheet"' in (
        text_of(page)
    )
    assert page.headers["Content-Security-Policy"].endswith("; frame-src 'self'")
    assert "frame-src" not in kefu.get("/office/requests").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("HEIF", "a.heic")]
)
def test_pictures_are_shown_as_a_copy_of_our_own(sign_in, stored, session, kind, name):
    customer = stored(a_customer)
    kefu = sign_in("kefu")

    kefu.post("/documents", data=a_paper(customer.id, a_picture(kind), name))

    kept = documents(session)[0]
    for path in (f"/documents/{kept.id}", f"/documents/{kept.id}/thumbnail"):
        shown = kefu.get(path)
        assert shown.mimetype == "image/jpeg"
        assert shown.data.startswith(b"\xff\xd8\xff")


#: A PNG that says it is 100,000 pixels wide and high.
BOMB = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (100_000).to_bytes(4) * 2
BOMB += b"\x08\x02\x00\x00\x00"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.pdf", "请选择文件"),
        (PDF, "a.jpg", "文件名和内容不符"),
        (a_picture(), "a.pdf", "文件名和内容不符"),
        (a_picture()[:-200], "a.jpg", "打不开"),
        (BOMB, "a.png", "照片"),
        (b"<script>alert(1)</script>", "a.html", "这种文件不收"),
        (b"PK\x03\x04 zip", "a.pdf", "这种文件不收"),
    ],
    ids=["empty", "pdf named jpg", "jpg named pdf", "cut", "bomb", "html", "zip"],
)
def test_what_is_no_paper_is_refused_and_the_rest_stays_typed(
    sign_in, stored, session, content, name, words
):
    customer = stored(a_customer)

    answer = sign_in("kefu").post("/documents", data=a_paper(customer.id, content, name))

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "安装合同 2024-016" in text_of(answer)
    assert documents(session) == []


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("title", "", 422),
        ("title", "长" * 61, 422),
        ("kind", "poem", 422),
        ("owner_kind", "person", 422),
        ("owner_id", new_id(), 404),
        ("owner_id", "x", 422),
        ("dated_on", "gestern", 422),
    ],
)
def test_wrong_fields_are_told_and_nothing_is_kept(sign_in, stored, session, field, value, status):
    customer = stored(a_customer)

    answer = sign_in("kefu").post("/documents", data=a_paper(customer.id, **{field: value}))

    assert answer.status_code == status
    assert documents(session) == []


def test_the_same_form_twice_keeps_one_paper(sign_in, stored, session):
    customer = stored(a_customer)
    kefu = sign_in("kefu")
    command_id = new_id()

    for _ in range(2):
        answer = kefu.post("/documents", data=a_paper(customer.id, command_id=command_id))
        assert answer.status_code == 303

    assert len(documents(session)) == 1


def test_another_companys_customer_gets_no_paper(sign_in, stored, session):
    stranger = stored(a_foreign_customer)

    answer = sign_in("kefu").post("/documents", data=a_paper(stranger.id))

    assert answer.status_code == 404
    assert documents(session) == []


def a_foreign_paper(session):
    return added(
        session,
        Document(
            id=new_id(), company_id=cast.OTHER_COMPANY_ID, owner_kind="customer",
            owner_id=new_id(), kind="contract", title="别家合同", sha256="0" * 64,
            mime="application/pdf", size_bytes=3, added_at=cast.NOW,
            added_by_id=cast.person_id("kefu"),
        ),
    )  # fmt: skip


def test_another_companys_paper_is_not_there(sign_in, stored):
    foreign = stored(a_foreign_paper)
    kefu = sign_in("kefu")

    assert kefu.get(f"/documents/{foreign.id}").status_code == 404
    assert kefu.get(f"/documents/{foreign.id}/thumbnail").status_code == 404
    answer = kefu.post(f"/documents/{foreign.id}/voiding", data={"reason": "不是我们的"})
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["jiandu", "wang", "cangguan"])
def test_who_may_not_write_keeps_no_paper(sign_in, stored, session, who):
    customer = stored(a_customer)

    assert sign_in(who).post("/documents", data=a_paper(customer.id)).status_code == 403
    assert documents(session) == []


def test_quality_keeps_papers_with_appraisals_only(sign_in, stored, session):
    customer = stored(a_customer)

    assert sign_in("zhijian").post("/documents", data=a_paper(customer.id)).status_code == 403
    assert documents(session) == []


def test_a_technician_reads_no_papers_and_the_auditor_does(sign_in, stored, session):
    customer = stored(a_customer)
    sign_in("kefu").post("/documents", data=a_paper(customer.id))
    kept = documents(session)[0]

    assert sign_in("wang").get(f"/documents/{kept.id}").status_code == 403
    assert sign_in("jiandu").get(f"/documents/{kept.id}").status_code == 200


def test_a_paper_is_taken_back_once_with_a_reason_and_stays_readable(sign_in, stored, session):
    customer = stored(a_customer)
    kefu = sign_in("kefu")
    kefu.post("/documents", data=a_paper(customer.id))
    kept = documents(session)[0]
    path = f"/documents/{kept.id}/voiding"

    assert kefu.post(path, data={"reason": ""}).status_code == 422
    assert kefu.post(path, data={"reason": "放错客户了"}).status_code == 303
    assert kefu.post(path, data={"reason": "再来一次"}).status_code == 409

    session.expire_all()
    assert documents(session)[0].void_reason == "放错客户了"
    assert kefu.get(f"/documents/{kept.id}").status_code == 200


def test_next_leads_nowhere_else(sign_in, stored):
    customer = stored(a_customer)

    answer = sign_in("kefu").post("/documents", data=a_paper(customer.id, next="//evil.example"))

    assert answer.headers["Location"] == "/office/"


def test_the_form_alone_names_its_owner(sign_in, stored):
    site = stored(lambda session: added(
        session, Site(id=new_id(), company_id=cast.COMPANY_ID, name="锦绣华庭二期")
    ))  # fmt: skip

    page = text_of(sign_in("kefu").get(f"/documents/new?owner_kind=site&owner_id={site.id}"))

    assert site.id in page
    assert sign_in("kefu").get("/documents").status_code == 405
