"""Contrast of every pair of colours used together, in light and dark, computed from tokens.css."""

import itertools
import re
from pathlib import Path

import pytest

from msp_portal.kit.colours import AA_SHAPE, AA_TEXT, brand_css, channels, contrast, readable_on

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
TEAMS = tuple(f"team-{rank}" for rank in range(6))
GROUNDS = ("paper", "paper-2", "sheet")
TEXT_PAIRS = [
    *itertools.product(("ink", "ink-2", "deep", "deep-strong"), GROUNDS),
    *itertools.product(("ink", "deep", "ink-2"), ("deep-soft", "turn-soft")),
    ("on-deep", "deep"), ("on-deep", "deep-strong"), ("on-turn", "turn"), ("turn-ink", "paper"),
    ("turn-ink", "turn-soft"), ("error", "paper"), ("error", "sheet"), ("error", "error-soft"),
    ("ink", "error-soft"), ("on-error", "error"), ("on-alarm", "alarm"), ("paper", "ink"),
]  # fmt: skip
SHAPE_PAIRS = [
    *itertools.product(("rule-strong", "deep", "error"), GROUNDS),
    *itertools.product(TEAMS, ("paper", "sheet")),
]
# Machado, Oliveira and Fernandes (2009), severity 1, on linear light.
VISIONS = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
FAR_ENOUGH = 15  # CIE76; 2 to 3 is « just seen side by side »


def palettes() -> dict[str, dict[str, str]]:
    css = TOKENS.read_text("utf-8")
    light_css, _, rest = css.partition("@media (prefers-color-scheme: dark)")
    dark_css = rest.partition("@media print")[0]
    pattern = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
    light = dict(pattern.findall(light_css))
    return {"light": light, "dark": light | dict(pattern.findall(dark_css))}


PALETTES = palettes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable(scheme: str, ink: str, ground: str) -> None:
    colours = PALETTES[scheme]
    assert contrast(colours[ink], colours[ground]) >= AA_TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_are_seen(scheme: str, shape: str, ground: str) -> None:
    colours = PALETTES[scheme]
    assert contrast(colours[shape], colours[ground]) >= AA_SHAPE


def test_dark_gives_every_colour_that_changes() -> None:
    assert set(PALETTES["light"]) == set(PALETTES["dark"])
    assert PALETTES["light"]["paper"] != PALETTES["dark"]["paper"]


def seen_as(colour: str, vision: str) -> tuple[float, float, float]:
    """The colour in CIE Lab, as this vision sees it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    r, g, b = (
        min(1.0, max(0.0, sum(w * c for w, c in zip(row, linear, strict=True))))
        for row in VISIONS[vision]
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("vision", list(VISIONS))
def test_teams_are_told_apart_by_every_eye(scheme: str, vision: str) -> None:
    colours = {name: seen_as(PALETTES[scheme][name], vision) for name in TEAMS}
    for (one, a), (other, b) in itertools.combinations(colours.items(), 2):
        distance = sum((i - j) ** 2 for i, j in zip(a, b, strict=True)) ** 0.5
        assert distance >= FAR_ENOUGH, f"{one} and {other}: {distance:.1f}"


@pytest.mark.parametrize("colour", ["#ffe600", "#e30613", "#7fd8ff", "#10203a", "#888888"])
def test_any_federation_colour_stays_readable(colour: str) -> None:
    light, dark = (
        dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", part))
        for part in brand_css(colour).split("@media")
    )
    for scheme, own in (("light", light), ("dark", dark)):
        colours = PALETTES[scheme] | own
        for ink, ground in TEXT_PAIRS:
            if "deep" in f"{ink} {ground}":
                assert contrast(colours[ink], colours[ground]) >= AA_TEXT, (scheme, ink, ground)


def test_a_readable_colour_is_left_as_it_is() -> None:
    assert readable_on("#17524a", "#fbf8f2") == "#17524a"


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    with pytest.raises(ValueError, match="rrggbb"):
        contrast("red", "#ffffff")
