"""What must be true of any page, said as a list of faults: the tests assert that it is empty."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# WCAG 2.2 A and AA, and what axe knows to be good practice.
AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
_AXE = Axe()


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds wrong, with the elements concerned."""
    if not page.evaluate("() => 'axe' in window"):  # read once a page, whatever its widths
        page.evaluate(_AXE.axe_script)
    found = page.evaluate("async (options) => (await axe.run(options)).violations", AXE_OPTIONS)
    return [
        f"{v['id']} ({v['impact']}): {v['help']}\n    "
        + "\n    ".join(str(node["html"])[:160] for node in v["nodes"][:5])
        for v in found
    ]


def sideways_faults(page: Page) -> list[str]:
    """Says it when the page is wider than its screen, and which elements stick out."""
    wide, seen, culprits = page.evaluate(_STICKING_OUT)
    return [f"{wide} px wide on a screen of {seen} px: {culprits}"] if wide > seen else []


def cut_faults(page: Page) -> list[str]:
    """Boxes that scroll sideways inside the page: what they hold is cut at the edge of a phone."""
    cut = page.evaluate(_SCROLLING_INSIDE)
    return [f"cut, {wide} px wide in a box of {seen} px: {what}" for wide, seen, what in cut]


_SCROLLING_INSIDE = """() => [...document.querySelectorAll("main *")]
  .filter((one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1)
  .filter((one) => !["TEXTAREA", "SELECT", "PRE"].includes(one.tagName))
  .map((one) => [one.scrollWidth, one.clientWidth, one.outerHTML.slice(0, 120)])"""
_STICKING_OUT = """() => {
  const seen = window.innerWidth;
  const out = [...document.body.querySelectorAll("*")].filter(
    (one) => one.getBoundingClientRect().right > seen + 1
  );
  const told = out.slice(-4).map((one) => one.outerHTML.slice(0, 120));
  return [document.documentElement.scrollWidth, seen, told];
}"""
