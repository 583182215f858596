"""Drawn windows that stand in for photographs in the demo company."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1280, 960
WALL, FRAME, GLASS, SILL = "#b9b2a4", "#5d6561", "#a9b6ba", "#cfc7b8"


@dataclass(frozen=True)
class Picture:
    """A JPEG and its name."""

    content: bytes
    sha256: str
    width: int = WIDTH
    height: int = HEIGHT


@cache
def before() -> Picture:
    """Water below the window."""
    image = window(WALL, GLASS)
    pen = ImageDraw.Draw(image)
    pen.polygon([(300, 812), (860, 812), (940, 950), (220, 950)], fill="#7c5f3d")
    pen.line([(500, 740), (480, 812)], fill="#4b3a26", width=10)
    return develop(image)


@cache
def during() -> Picture:
    """The old sealant is cut out."""
    image = window("#c4beb1", "#b7c3c4")
    ImageDraw.Draw(image).line([(176, 742), (1104, 742)], fill="#e9e4d8", width=26)
    return develop(image)


@cache
def after() -> Picture:
    """A dark, even joint and a dry wall."""
    image = window("#c9c3b6", "#c3d0d2")
    ImageDraw.Draw(image).line([(176, 742), (1104, 742)], fill="#3e4341", width=18)
    return develop(image)


@cache
def slip_picture(room: str) -> Picture:
    """A faxed sheet of five lines for one room; the hand is not to be read."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "#f4f1e8")
    pen = ImageDraw.Draw(image)
    pen.text((90, 60), f"FAX  {room}", fill="#333333", font_size=54)
    for line in range(6):
        top = 170 + line * 120
        pen.line([(90, top), (1190, top)], fill="#777777", width=3)
        if line == 5:
            break
        pen.text((110, top + 30), str(line + 1), fill="#333333", font_size=48)
        stroke = [(220 + step * 26, top + 70 + (step * 37 + line * 11) % 34) for step in range(34)]
        pen.line(stroke, fill="#2b3a67", width=5)
    return develop(image)


PICTURES = {"before": before, "during": during, "after": after}


def window(wall: str, glass: str) -> Image.Image:
    """Two sashes in a frame, a sill, a wall."""
    image = Image.new("RGB", (WIDTH, HEIGHT), wall)
    pen = ImageDraw.Draw(image)
    pen.rectangle((176, 64, 1104, 736), fill=FRAME)
    for left in (224, 664):
        pen.rectangle((left, 112, left + 392, 688), fill=glass)
        pen.polygon(
            [(left, 470), (left + 160, 380), (left + 392, 480), (left + 392, 688), (left, 688)],
            fill="#8b938f",
        )
    pen.rectangle((576, 350, 600, 462), fill="#3f4643")
    pen.rectangle((80, 736, 1200, 808), fill=SILL)
    return image


def develop(image: Image.Image) -> Picture:
    """The picture as a JPEG with its hash."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=80)
    content = file.getvalue()
    return Picture(content, hashlib.sha256(content).hexdigest())
