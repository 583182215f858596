"""Photos: what is none, what is too much, what stands upright, what is cut on its way."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from e2e import ledger
from e2e.network import Network
from e2e.phone import Phone
from e2e.server import Server
from e2e.store import outbox
from e2e.vocabulary import (
    expect_sync,
    get_ready,
    give_photo,
    open_accepted_visit,
    photo,
    remark_row,
    signal_returns,
    write_remark,
)

pytestmark = pytest.mark.e2e

HOME = "5-2-1203"
LONGEST_SIDE = 1600
CHUNK_BYTES = 131_072
#: Room left on a nearly full phone: enough for words, not for a large photo.
ROOM_BYTES = 200_000
USED_BYTES = "async () => (await navigator.storage.estimate()).usage"


@pytest.fixture
def album(shared_phone: Phone) -> Page:
    """The photo page of an order."""
    page = shared_phone.page
    visit = open_accepted_visit(page, HOME)
    page.goto(f"{visit}/photos?kind=during")
    return page


def test_a_paper_renamed_to_jpg_is_refused_at_the_field(album: Page, shared_phone: Phone) -> None:
    choose(album, b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", name="IMG_0001.jpg")
    expect_refusal(album, "这不是照片")
    shared_phone.picture("no-photo")


def test_a_bomb_of_a_hundred_megapixels_is_refused_before_it_is_opened(album: Page) -> None:
    bomb = empty_png(10_000, 10_000)
    assert len(bomb) < 200_000
    choose(album, bomb, name="bomb.png", mime="image/png")
    expect_refusal(album, "像素太多")


def test_half_a_jpeg_is_refused(album: Page) -> None:
    whole = photo("orange", 1200, 900)
    choose(album, whole[: len(whole) // 2])
    expect_refusal(album, "照片不完整")


def test_an_empty_file_is_refused(album: Page) -> None:
    choose(album, b"")
    expect_refusal(album, "空的")


def test_heic_goes_up_as_it_is_and_the_company_can_look_at_it(
    album: Page, shared_server: Server, shared_phone: Phone
) -> None:
    original = heic("teal")
    choose(album, original, name="IMG_0002.HEIC", mime="image/heic")
    save(album)
    expect_sync(album, "synced")
    sha256, mime, size = last_photo(shared_server)
    assert (mime, size) == ("image/heic", len(original))
    shown = album.request.get(f"{shared_phone.url}/tech/photos/{sha256}")
    assert shown.headers["content-type"] == "image/jpeg"
    red, green, blue = middle_colour(shown.body())
    assert green > 90
    assert blue > 90
    assert red < 60


def test_a_photo_taken_sideways_stands_upright_and_is_small(
    album: Page, shared_server: Server, shared_phone: Phone
) -> None:
    choose(album, sideways_photo())
    save(album)
    picture = album.locator("#slot-during figure img").last
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(shown) => shown.naturalHeight > shown.naturalWidth")
    shared_phone.picture("upright")

    expect_sync(album, "synced")
    sha256, mime, _size = last_photo(shared_server)
    assert mime == "image/jpeg"
    stored = ledger.rows(
        shared_server, "SELECT width, height FROM attachments WHERE sha256 = ?", sha256
    )
    assert stored == [(1200, LONGEST_SIDE)]
    image = open_image(album.request.get(f"{shared_phone.url}/tech/photos/{sha256}").body())
    assert image.height > image.width
    top, bottom = image.getpixel((image.width // 2, 40)), image.getpixel((20, image.height - 40))
    assert is_red(top)
    assert not is_red(bottom)


def test_a_full_phone_says_not_saved_still_takes_words_and_saves_the_photo_later(
    new_phone: Callable[..., Phone], network: Network, server: Server
) -> None:
    phone = new_phone("wang")
    page = phone.page
    get_ready(page, "wang")
    visit = open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    used = page.evaluate(USED_BYTES)
    phone.restart()  # an open database keeps the room it was once told of
    page = phone.page
    storage = page.context.new_cdp_session(page)
    full = {"origin": network.url, "quotaSize": used + ROOM_BYTES}
    storage.send("Storage.overrideQuotaForOrigin", full)
    page.goto(f"{visit}/photos?kind=during")
    choose(page, noisy_photo())
    expect(page.locator("photo-input")).to_contain_text("没有存上：手机空间满了")
    phone.picture("full")
    assert outbox(page).photos == []

    page.goto(visit)
    write_remark(page, "照片放不下时写的")
    expect(remark_row(page, "照片放不下时写的").locator(".sync")).to_have_text("已核对")

    storage.detach()  # the override ends with it, the browser notices when it starts again
    phone.restart()
    page = phone.page
    page.goto(f"{visit}/photos?kind=during")
    choose(page, noisy_photo())
    save(page)
    expect(page.locator("#slot-during figure .sync")).to_have_text("已核对")
    assert ledger.column(server, "SELECT state FROM blobs ORDER BY size_bytes")[-1] == "verified"


def test_a_photo_cut_again_and_again_resumes_and_sends_little_more_than_itself(
    album: Page, shared_network: Network, shared_server: Server
) -> None:
    shared_network.fail("reset", "/sync/v1/blobs/")
    choose(album, noisy_photo())
    save(album)
    waiting = [row for row in outbox(album).photos if row["state"] == "waiting"]
    assert len(waiting) == 1
    size = waiting[0]["size_bytes"]
    assert size > 3 * CHUNK_BYTES
    shared_network.clear()

    cuts = [
        shared_network.fail("reset", "/blobs/", method="PATCH", times=1),
        shared_network.fail("lose", "/blobs/", method="PATCH", times=1),
        shared_network.fail("pass", "/blobs/", method="PATCH", times=1),
        shared_network.fail("cut", "/blobs/", method="PATCH", times=1, at=30),
        shared_network.fail("reset", "/blobs/", method="HEAD", times=1),
    ]
    with shared_network.recording() as seen:
        signal_returns(album)
        for cut in cuts:
            shared_network.wait_until_struck(cut)
            signal_returns(album)
        expect_sync(album, "synced")
    sent = sum(exchange.bytes_up for exchange in seen if exchange.method == "PATCH")
    assert sent <= size + (len(cuts) + 1) * (CHUNK_BYTES + 2000)
    sha256 = waiting[0]["sha256"]
    assert ledger.rows(
        shared_server, "SELECT state, size_bytes FROM blobs WHERE sha256 = ?", sha256
    ) == [("verified", size)]
    assert ledger.column(
        shared_server, "SELECT state FROM attachments WHERE sha256 = ?", sha256
    ) == ["verified"]


def choose(
    page: Page, content: bytes, *, name: str = "IMG_0001.jpg", mime: str = "image/jpeg"
) -> None:
    give_photo(page.locator("input[name=photo]"), content, name=name, mime=mime)


def expect_refusal(page: Page, words: str) -> None:
    expect(page.locator("photo-input")).to_contain_text(words)
    before = outbox(page).made
    page.get_by_role("button", name="保存", exact=True).click(force=True)
    expect(page.locator("photo-input")).to_contain_text("")
    assert outbox(page).made == before


def save(page: Page) -> None:
    shown = page.locator("#slot-during figure")
    before = shown.count()
    expect(page.locator("photo-input input[name=size_bytes]")).not_to_have_value("")
    page.locator("form[data-command=attach_photo]").get_by_role("button", name="保存").click()
    expect(shown).to_have_count(before + 1)


def last_photo(server: Server) -> tuple[str, str, int]:
    found = ledger.rows(
        server,
        "SELECT attachments.sha256, mime, size_bytes FROM attachments JOIN command_log"
        " ON command_log.command_id = attachments.id ORDER BY received_at DESC LIMIT 1",
    )
    sha256, mime, size = found[0]
    return sha256, mime, size


def heic(colour: str) -> bytes:
    file = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (640, 480), colour)).save(file, quality=60)
    return file.getvalue()


def sideways_photo() -> bytes:
    """A portrait as phones store it: lying on its side, with a note how to turn it.

    Upright it is 2400 wide and 3200 high and red at the top.
    """
    upright = Image.new("RGB", (2400, 3200), "white")
    upright.paste("red", (0, 0, 2400, 800))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90° clockwise to see it upright
    file = io.BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(file, "JPEG", quality=85, exif=exif)
    return file.getvalue()


def noisy_photo() -> bytes:
    """A picture nobody can compress much."""
    noise = Image.effect_noise((1600, 1200), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=90)
    return file.getvalue()


def empty_png(width: int, height: int) -> bytes:
    """Many pixels in few bytes."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width // 8)
    body = b"".join(packer.compress(row) for _line in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_part(kind, content) for kind, content in parts)


def png_part(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def open_image(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def middle_colour(content: bytes) -> tuple[int, int, int]:
    image = open_image(content)
    pixel = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return red, green, blue


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return bool(red > 180 and green < 90 and blue < 90)
