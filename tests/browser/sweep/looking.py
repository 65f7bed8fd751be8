"""A browser that opens a page, looks at it as a demanding visitor would, and says what is wrong."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    StorageState,
)

from msp_portal.demo.loaders.accounts import PASSWORD
from tests.browser.checks import accessibility_faults, cut_faults, sideways_faults
from tests.browser.sweep.persons import HOLDER, NOBODY

DESKTOP, PHONE = 1440, 360
# No sideways scrolling: a small phone, and a desk at 200 % (1440 px seen as 720).
REFLOWS = (720, 320)
KB = 1024
PARTICIPANT_BYTES, PARTICIPANT_REQUESTS = 100 * KB, 6
COORDINATOR_BYTES, SCRIPT_BYTES = 250 * KB, 70 * KB
FORBIDDEN = re.compile(
    r"\b(gantt|sprints?|backlogs?|workflows?|livrables?|jalons?|kpis?|reportings?|dashboards?"
    r"|tickets?|templates?|deadlines?|onboarding|veuillez)\b|\bPPS\b",
    re.IGNORECASE,
)
# An ordinary space where a line may break before « : », or a typewriter apostrophe.
UNTYPED = re.compile(r"\w [:;!?»]|« |[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]")
# The stand counts without network: one script; the page counts without it too.
SCRIPTED = {"stand": 1}
# What a template or a script shows of a value it does not have.
UNSAID = re.compile(r"\b(None|undefined|NaN|Invalid Date)\b|\{\{|\{%|\[object ")
PATTERNS = ((FORBIDDEN, "forbidden word"), (UNTYPED, "typography"), (UNSAID, "unsaid value"))
OK, BAD = 200, 400
LIMIT_MS = 30_000

_READ = """() => {
  const said = [...document.querySelectorAll("[aria-label],[title],[alt],[placeholder]")].flatMap(
    (one) => ["aria-label", "title", "alt", "placeholder"].map((name) => one.getAttribute(name))
  );
  // Names of lists (Côtes-d'Armor) and what people type keep the letters they were given.
  const kept = document.querySelectorAll("select, textarea, [data-as-typed]");
  kept.forEach((one) => (one.hidden = true));
  const text = document.body.innerText;
  kept.forEach((one) => (one.hidden = false));
  return {
    title: document.title,
    lang: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    text: [text, ...said].filter(Boolean).join("\\n"),
    scripts: document.scripts.length,
  };
}"""


class Visitor:
    """One person's browser."""

    def __init__(
        self, browser: Browser, url: str, who: str, signed_in: StorageState | None = None
    ) -> None:
        """``signed_in``: what her browser kept of an earlier visit."""
        self.who, self.scripted = who, who != HOLDER
        self.context: BrowserContext = browser.new_context(
            base_url=url,
            viewport={"width": DESKTOP, "height": 900},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
            accept_downloads=True,
            storage_state=signed_in,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(LIMIT_MS)
        self.requests: list[Request] = []
        self.weights: dict[str, int] = {}  # what came through the wire, by address
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._note)
        if who not in {HOLDER, NOBODY} and signed_in is None:
            self.page.goto("/demo/")
            line = self.page.locator("li, tr").filter(has_text=who)
            line.get_by_role("button").first.click()
            self.page.wait_for_load_state()

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def _hear(self, message: ConsoleMessage) -> None:
        # Chromium says of a refused page that it was refused: the status is looked at apart.
        if message.type == "error" and "responded with a status" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def open(self, path: str, status: int = 200) -> list[str]:
        """Go there and look; what is wrong."""
        self.requests.clear()
        self.complaints.clear()
        answer = self.page.goto(path)
        assert answer is not None
        if "/reauthenticate/?next=" in self.page.url:
            answer = self._prove_herself()
        if answer.status != status:
            return [f"answered {answer.status}, expected {status}"]
        if status == OK and urlsplit(self.page.url).path != path.partition("?")[0]:
            return [f"sent on to {self.page.url}"]
        return [*self.look(), *self._bytes()]

    def _prove_herself(self) -> Response:
        """What guards her account asks for her password again."""
        self.page.locator("[name=password]").fill(PASSWORD)
        with self.page.expect_navigation() as sent:
            self.page.locator("[name=password]").press("Enter")
        assert sent.value is not None
        return sent.value

    def look(self) -> list[str]:
        """What is wrong with the page that is open now."""
        faults = [*self.complaints, *self._words()]
        for width in (DESKTOP, PHONE) if self.scripted else (PHONE,):
            self._unroll(width)
            found = accessibility_faults(self.page) + sideways_faults(self.page)
            if width == PHONE:
                found += cut_faults(self.page)
            faults += [f"[{width} px] {fault}" for fault in found]
        for width in REFLOWS:
            self.page.set_viewport_size({"width": width, "height": 900})
            faults += [f"[{width} px] {fault}" for fault in sideways_faults(self.page)]
        self.page.set_viewport_size({"width": DESKTOP, "height": 900})
        return faults

    def _unroll(self, width: int) -> None:
        """The whole page on a screen of this width: nothing lies under the bar of actions."""
        self.page.set_viewport_size({"width": width, "height": 900})
        whole = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": width, "height": max(900, whole)})

    def _words(self) -> list[str]:
        """Title, headings, language, the words shown and their typography."""
        seen = self.page.evaluate(_READ)
        faults = []
        if " – " not in seen["title"] or seen["title"].startswith(" – "):
            faults.append(f"title « {seen['title']} »")
        if seen["headings"] != 1:
            faults.append(f"{seen['headings']} h1")
        if seen["lang"] != "fr":
            faults.append(f"lang « {seen['lang']} »")
        if not self.scripted and seen["scripts"] > SCRIPTED.get(self.page.url.split("/")[4], 0):
            faults.append("a script on a participant's page")
        for pattern, name in PATTERNS:
            faults += [
                f"{name}: {_around(hit)}" for hit in list(pattern.finditer(seen["text"]))[:4]
            ]
        return faults

    def _bytes(self) -> list[str]:
        """Requests and bytes of this page for who comes for the first time."""
        asked = [one for one in self.requests if not one.url.startswith("data:")]
        faults = [f"third party: {one.url}" for one in asked if not _own(one.url, self.page.url)]
        for one in asked:
            answer = one.response()
            if one.resource_type == "font":
                faults.append(f"web font: {one.url}")
            if answer is None or (answer.status >= BAD and one.resource_type != "document"):
                faults.append(f"not loaded: {one.url}")
            elif one.url not in self.weights:
                self.weights[one.url] = one.sizes()["responseBodySize"]
        total = sum(self.weights[one.url] for one in asked if one.url in self.weights)
        scripts = sum(
            self.weights.get(one.url, 0) for one in asked if one.resource_type == "script"
        )
        most = COORDINATOR_BYTES if self.scripted else PARTICIPANT_BYTES
        if total > most:
            faults.append(f"{total // KB} KB, of {most // KB} allowed")
        if scripts > SCRIPT_BYTES:
            faults.append(f"{scripts // KB} KB of scripts, of {SCRIPT_BYTES // KB} allowed")
        if not self.scripted and len(asked) > PARTICIPANT_REQUESTS:
            faults.append(f"{len(asked)} requests: {[one.url for one in asked]}")
        return faults


def _own(url: str, page: str) -> bool:
    return urlsplit(url).netloc == urlsplit(page).netloc


def _around(hit: re.Match[str]) -> str:
    text = hit.string
    return text[max(0, hit.start() - 30) : hit.end() + 30].replace("\n", " ⏎ ")
