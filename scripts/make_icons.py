"""Draw the app's icons: a window (green), a tick in pen (blue), a seal (cinnabar).

Writes the bitmaps a phone wants and favicon.svg from one set of shapes, so that all of them agree.
Run by hand when the mark changes: ``python scripts/make_icons.py``; the results are committed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

ICONS = Path(__file__).resolve().parent.parent / "fieldapp" / "static" / "icons"
PAPER, GREEN, BLUE, CINNABAR = "#fafdf8", "#1b5a3f", "#1d3a8f", "#9a1c14"
GRID = 512
OVERSAMPLING = 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One pen line. points: on a 512 grid; width: in grid units."""

    points: tuple[Point, ...]
    width: float
    colour: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A filled square. corners: top left and bottom right on a 512 grid."""

    corners: tuple[Point, Point]
    colour: str


MARK: tuple[Stroke | Block, ...] = (
    Stroke(((96, 76), (416, 76), (416, 436), (96, 436)), 34, GREEN, closed=True),
    Stroke(((256, 76), (256, 436)), 22, GREEN),
    Stroke(((96, 256), (416, 256)), 22, GREEN),
    Stroke(((150, 226), (226, 312), (378, 128)), 54, BLUE),
    Block(((292, 292), (460, 460)), PAPER),
    Block(((308, 308), (452, 452)), CINNABAR),
    Stroke(((336, 336), (424, 336), (424, 424), (336, 424)), 14, PAPER, closed=True),
    Stroke(((380, 336), (380, 424)), 14, PAPER),
    Stroke(((336, 380), (424, 380)), 14, PAPER),
)


def main() -> None:
    """Write every size."""
    small(bitmap(192, mark_size=1.0, corner=0.14)).save(ICONS / "icon-192.png", optimize=True)
    small(bitmap(512, mark_size=1.0, corner=0.14)).save(ICONS / "icon-512.png", optimize=True)
    # Android cuts a maskable icon to a circle of 80 %; the mark stays inside it.
    small(bitmap(512, mark_size=0.72, corner=0)).save(
        ICONS / "icon-maskable-512.png", optimize=True
    )
    bitmap(180, mark_size=0.92, corner=0).convert("RGB").save(
        ICONS / "apple-touch-icon.png", optimize=True
    )
    (ICONS / "favicon.svg").write_text(vector(), encoding="utf-8")


def bitmap(size: int, *, mark_size: float, corner: float) -> Image.Image:
    """Return the mark on paper.

    size: pixels per side; mark_size: share of the side the 512 grid fills, centred;
    corner: radius of the paper as a share of the side.
    """
    side = size * OVERSAMPLING
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, side - 1, side - 1), radius=side * corner, fill=PAPER)
    scale = side * mark_size / GRID
    offset = side * (1 - mark_size) / 2
    for shape in MARK:
        _paint(draw, shape, scale, offset)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def small(image: Image.Image) -> Image.Image:
    """The same picture with few colours: a third of the bytes."""
    return image.quantize(48, method=Image.Quantize.FASTOCTREE)


def vector() -> str:
    """Return the same mark as SVG text."""
    shapes = "\n".join(f"  {_element(shape)}" for shape in MARK)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">\n'
        f'  <rect width="{GRID}" height="{GRID}" rx="72" fill="{PAPER}"/>\n{shapes}\n</svg>\n'
    )


def _paint(draw: ImageDraw.ImageDraw, shape: Stroke | Block, scale: float, offset: float) -> None:
    def placed(point: Point) -> Point:
        return point[0] * scale + offset, point[1] * scale + offset

    if isinstance(shape, Block):
        draw.rectangle((*placed(shape.corners[0]), *placed(shape.corners[1])), fill=shape.colour)
        return
    points = [placed(point) for point in shape.points + (shape.points[:1] if shape.closed else ())]
    width = round(shape.width * scale)
    for start, end in pairwise(points):
        draw.line((*start, *end), fill=shape.colour, width=width)
    for x, y in points if shape.closed else points[1:-1]:
        draw.circle((x, y), width / 2, fill=shape.colour)


def _element(shape: Stroke | Block) -> str:
    if isinstance(shape, Block):
        (left, top), (right, bottom) = shape.corners
        return (
            f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" '
            f'height="{bottom - top:g}" fill="{shape.colour}"/>'
        )
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in shape.points) + ("z" if shape.closed else "")
    return f'<path d="{path}" fill="none" stroke="{shape.colour}" stroke-width="{shape.width:g}"/>'


if __name__ == "__main__":
    main()
