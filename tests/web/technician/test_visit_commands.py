"""A whole visit through forms alone, without a service worker, and what is refused."""

import io
import json

import pillow_heif
import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from fieldapp.domain.problems import PayloadRefused
from fieldapp.offline.wire import PHOTO_BYTES
from fieldapp.persistence.tables import (
    Attachment,
    ClockMark,
    MaterialUse,
    SignOff,
    UnfinishedReport,
    Visit,
)
from fieldapp.web.office.request_photos import read_photos
from tests import builders
from tests.cast import HANDLE_ID

STEPS = ("acceptance", "departure", "arrival", "start")


@pytest.fixture
def wang(phone):
    return phone("wang")


@pytest.fixture
def visit(session):
    made = builders.a_visit(session)
    session.commit()
    return made


@pytest.fixture
def path(visit):
    return f"/tech/visits/{visit.id}"


@pytest.fixture
def stored(session, visit):
    def read(table=Visit):
        session.rollback()  # ends the old snapshot
        if table is Visit:
            return session.get(Visit, visit.id)
        return session.query(table).filter_by(visit_id=visit.id).all()

    return read


def go_to_work(wang, path):
    for noun in STEPS:
        assert wang.submit(path, noun).status_code == 303


def finish(wang, path):
    wang.submit(path, "results", result="fixed")
    wang.submit(f"{path}/checks", "checks", code="cleanup.swept", answer="yes")
    wang.submit(f"{path}/checks", "checks", code="cleanup.usable", answer="可以正常使用")
    return wang.submit(path, "completion")


def test_a_visit_goes_from_acceptance_to_signature(wang, path, stored):
    go_to_work(wang, path)
    assert finish(wang, path).status_code == 303

    answer = wang.submit(
        f"{path}/signature", "sign-off",
        rating="satisfied", relation="owner", strokes=json.dumps([[[1, 2, 0], [3, 4, 16]]]),
    )  # fmt: skip

    assert answer.status_code == 303
    assert stored().state == "finished"
    assert stored(SignOff)[0].signer_name == "王秀英"
    assert "谢谢，请把手机还给师傅" in wang.page(f"{path}/signature")


def test_finishing_without_results_says_what_is_missing(wang, path, stored):
    go_to_work(wang, path)

    answer = wang.submit(path, "completion")

    assert answer.status_code == 409
    assert "还有项目没填维修结果" in answer.text
    assert stored().state == "working"


def test_the_same_form_twice_is_done_once(wang, path, stored):
    form = wang.form(path, "acceptance")
    wang.post(form["action"], data=form["fields"])

    again = wang.post(form["action"], data=form["fields"])

    assert again.status_code == 303
    assert stored().state == "accepted"


def test_a_material_is_recorded_with_its_quantity(wang, path, stored):
    go_to_work(wang, path)

    wang.submit(
        f"{path}/materials?pick={HANDLE_ID}", "material-uses", quantity_milli="2", old_part="return"
    )

    [use] = stored(MaterialUse)
    assert (use.quantity_milli, use.unit_price_cents, use.old_part) == (2000, 3500, "return")


def test_half_a_handle_is_refused_on_the_materials_page(wang, path, stored):
    go_to_work(wang, path)

    answer = wang.submit(
        f"{path}/materials?pick={HANDLE_ID}", "material-uses", quantity_milli="0.5"
    )

    assert answer.status_code == 422
    assert "不能填这样的小数" in answer.text
    assert stored(MaterialUse) == []


def test_a_photo_is_kept_under_its_hash_and_shown(wang, path, stored):
    go_to_work(wang, path)
    form = wang.form(f"{path}/photos?kind=after", "photos")

    answer = wang.post(form["action"], data=form["fields"] | {"photo": (a_picture(), "after.jpg")})

    assert answer.status_code == 303
    [photo] = stored(Attachment)
    assert (photo.kind, photo.width, photo.from_album) == ("after", 64, False)
    shown = wang.get(f"/tech/photos/{photo.sha256}/thumbnail")
    assert shown.mimetype == "image/jpeg"


def test_a_photo_form_without_a_photo_is_refused(wang, path, stored):
    go_to_work(wang, path)

    assert wang.submit(f"{path}/photos", "photos").status_code == 422
    assert stored(Attachment) == []


def test_a_mark_is_back_dated_in_one_tap(wang, path, stored):
    go_to_work(wang, path)
    form = wang.form(f"{path}/marks", "corrections")

    wang.post(form["action"], data=form["fields"] | {"corrected_at": "2026-11-28T00:30:00.000Z"})

    corrected = [mark for mark in stored(ClockMark) if mark.corrected_at is not None]
    assert len(corrected) == 1


@pytest.mark.parametrize("kind", ["no_fault", "declined", "not_ours", "no_access"])
def test_a_visit_ends_without_repair(wang, path, stored, kind):
    wang.submit(path, "acceptance")

    wang.submit(f"{path}/unfinished?tab=ending", "ending", kind=kind, note="说明")

    assert stored().state == kind


def test_a_visit_is_left_unfinished_with_a_proposal(wang, path, stored):
    go_to_work(wang, path)

    wang.submit(
        f"{path}/unfinished", "unfinished",
        reason_code="W1", explanation="玻璃已量尺", proposed_on="2026-12-05", proposed_half="am",
        width_mm="612", height_mm="1432", thickness_mm="", expected_on="2026-12-04",
    )  # fmt: skip

    assert stored().state == "unfinished"
    [report] = stored(UnfinishedReport)
    assert (report.width_mm, report.height_mm, report.thickness_mm) == (612, 1432, None)
    assert report.expected_on.isoformat() == "2026-12-04"


def test_the_way_back_is_marked_after_the_last_visit(wang, path, stored, session):
    wang.submit(path, "acceptance")
    wang.submit(path, "departure")
    wang.submit(f"{path}/unfinished?tab=ending", "ending", kind="no_access", note="没人")

    answer = wang.submit(path, "return")

    assert answer.status_code == 303
    session.rollback()
    assert session.query(ClockMark).filter_by(kind="return").count() == 1


def test_an_unknown_noun_is_not_found(wang, path):
    assert wang.post(f"{path}/repairs").status_code == 404


def test_another_persons_visit_cannot_be_moved(phone, path, stored):
    assert phone("li").post(f"{path}/acceptance", command_id="").status_code in {403, 404}
    assert stored().state == "planned"


def test_the_language_is_chosen_for_good(wang):
    wang.post("/tech/me/language", language="en")

    assert '<html lang="en">' in wang.page("/tech/")


@pytest.mark.parametrize("number", ["1e400000", "1e9999999999", "9" * 5000, "NaN", "-1", "0.0001"])
def test_a_number_that_is_none_is_refused_at_its_field(wang, path, stored, number):
    values = {"name": "执手", "unit": "把", "unit_price_cents": "1", "quantity_milli": number}

    answer = wang.post(f"{path}/material-uses", command_id="", **values)

    assert answer.status_code == 422
    assert stored(MaterialUse) == []


@pytest.mark.parametrize(
    ("noun", "fields"),
    [
        ("material-uses", {"code": "\x00", "name": "执手", "unit": "把", "quantity_milli": "1"}),
        ("corrections", {"corrected_at": "0001-01-01T00:00", "reason": "x"}),
        ("sign-off", {"strokes": "[" * 20_000}),
    ],
)
def test_a_field_nobody_can_read_is_refused(wang, path, noun, fields):
    assert wang.post(f"{path}/{noun}", command_id="", **fields).status_code == 422


def cut_off():
    whole = a_picture(pixels=(640, 480)).getvalue()
    return io.BytesIO(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("make", "wording"),
    [
        (lambda: io.BytesIO(b"%PDF-1.4"), "不是照片"),
        (cut_off, "打不开"),
        (lambda: a_picture("PNG", pixels=(10_000, 10_000)), "打不开"),
    ],
    ids=["pdf", "cut off", "100 megapixels"],
)
def test_a_file_nobody_could_look_at_is_refused(wang, path, stored, make, wording):
    go_to_work(wang, path)

    answer = wang.submit(f"{path}/photos", "photos", photo=(make(), "a.jpg"))

    assert answer.status_code == 422
    assert wording in answer.get_data(as_text=True)
    assert stored(Attachment) == []


def test_a_photo_beyond_what_is_kept_is_refused_and_told_why():
    upload = FileStorage(io.BytesIO(a_picture().getvalue() + bytes(PHOTO_BYTES)), "a.jpg")

    with pytest.raises(PayloadRefused) as refused:
        read_photos([upload])

    assert "超过 12 MB" in refused.value.details["fields"]["photos"]


def test_a_heic_photo_is_taken(wang, path, stored):
    picture = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48))).save(picture)
    go_to_work(wang, path)

    wang.submit(f"{path}/photos", "photos", photo=(io.BytesIO(picture.getvalue()), "a.heic"))

    assert [photo.mime for photo in stored(Attachment)] == ["image/heif"]


def a_picture(kind="JPEG", *, pixels=(64, 48)):
    picture = io.BytesIO()
    Image.new("L" if kind == "PNG" else "RGB", pixels).save(picture, kind)
    picture.seek(0)
    return picture
