"""Every colour that carries text is measured against the surfaces it is written on (WCAG 2.2)."""

import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "fieldapp" / "static" / "css" / "tokens.css"
OKLCH = r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)"
THEMES = ("light", "dark", "sun")

WRITTEN = ("ink", "ink-2", "print", "stamp", "accent", "warn", "danger", "done")
SURFACES = ("paper", "paper-2")
ON_DESK = [(ink, "desk") for ink in ("ink", "ink-2", "print")]
ON_WASH = [
    ("ink", "accent-wash"),
    ("ink-2", "accent-wash"),
    ("accent", "accent-wash"),
    ("print", "accent-wash"),
    ("ink", "warn-wash"),
    ("ink-2", "warn-wash"),
    ("warn", "warn-wash"),
    ("ink", "danger-wash"),
    ("danger", "danger-wash"),
    ("done", "done-wash"),
    ("on-accent", "accent"),
    ("on-danger", "danger"),
]
PAIRS = [(ink, surface) for surface in SURFACES for ink in WRITTEN] + ON_DESK + ON_WASH


def theme_colours(theme):
    css = TOKENS.read_text(encoding="utf-8")
    side = 1 if theme == "dark" else 0
    colours = {
        name: [tuple(map(float, value)) for value in re.findall(OKLCH, line)][side]
        for name, line in re.findall(r"--color-([\w-]+):\s*(var\(--if-light[^;]*);", css)
        if "/" not in line
    }
    if theme == "sun":
        block = css[css.index('[data-theme="sun"]') :]
        for name, *value in re.findall(rf"--color-([\w-]+):\s*{OKLCH};", block):
            colours[name] = tuple(map(float, value))
    return colours


def luminance(colour):
    lightness, chroma, hue = colour
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    channels = (min(max(channel, 0), 1) for channel in (red, green, blue))
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_measures_twenty_one():
    assert contrast((0, 0, 0), (1, 0, 0)) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "surface"), PAIRS)
def test_text_reads_outdoors(theme, ink, surface):
    colours = theme_colours(theme)

    assert contrast(colours[ink], colours[surface]) >= 7


@pytest.mark.parametrize("theme", THEMES)
def test_the_rule_that_bounds_a_field_is_seen(theme):
    colours = theme_colours(theme)

    assert contrast(colours["rule-strong"], colours["paper"]) >= 4.5
