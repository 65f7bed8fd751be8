"""Contrast of colours (WCAG 2.2, relative luminance), and a federation's colour made readable."""

import colorsys
import re

HEX = re.compile(r"^#[0-9a-fA-F]{6}$")
LIGHT_PAPER, DARK_PAPER = "#fbf8f2", "#1b1815"
AA_TEXT, AA_SHAPE = 4.5, 3.0


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of « #rrggbb », from 0 to 1. ValueError for anything else."""
    if not HEX.match(colour):
        raise ValueError(f"A colour is written #rrggbb, not {colour!r}.")
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable_on(colour: str, paper: str, ratio: float = AA_TEXT) -> str:
    """The nearest colour of the same hue that reads on ``paper`` at ``ratio``."""
    hue, light, saturation = colorsys.rgb_to_hls(*channels(colour))
    step = -0.01 if luminance(paper) > 0.5 else 0.01
    found = colour.lower()
    while contrast(found, paper) < ratio and 0 < light + step < 1:
        light += step
        rgb = colorsys.hls_to_rgb(hue, light, saturation)
        found = "#" + "".join(f"{round(c * 255):02x}" for c in rgb)
    return found


def mixed(colour: str, paper: str, share: float) -> str:
    """``colour`` laid on ``paper`` in proportion ``share``, 0 to 1."""
    pairs = zip(channels(colour), channels(paper), strict=True)
    return "#" + "".join(f"{round((c * share + p * (1 - share)) * 255):02x}" for c, p in pairs)


def brand_css(colour: str) -> str:
    """A style sheet that gives the portal a federation's colour, readable in light and dark.

    White is written on the light one and near-black on the dark one, so both are pushed to a
    contrast of 5.5: text, buttons and soft grounds then hold together.
    """
    light, dark = readable_on(colour, LIGHT_PAPER, 5.5), readable_on(colour, DARK_PAPER, 7.0)
    return (
        f":root{{--deep:{light};--deep-strong:{mixed(light, '#000000', 0.75)};"
        f"--deep-soft:{mixed(light, LIGHT_PAPER, 0.1)};--on-deep:#ffffff}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{--deep:{dark};"
        f"--deep-strong:{mixed(dark, '#ffffff', 0.7)};--deep-soft:{mixed(dark, DARK_PAPER, 0.16)};"
        f"--on-deep:#141210}}}}\n"
    )
