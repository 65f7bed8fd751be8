"""What the measures stand on: two sizes of the same France, and the bare reference, all served."""

from dataclasses import dataclass

from msp_portal.bench.goals import Measure
from msp_portal.bench.http_timing import BadAnswerError, Client, Target
from msp_portal.bench.pages import Page
from msp_portal.bench.readers import Readers
from msp_portal.bench.serving import Server

NO_PAGE = Measure(note="la page n’existe pas encore")


@dataclass(frozen=True, slots=True)
class Effort:
    """How long one measures: rounds, and requests to each page in a round."""

    rounds: int = 9
    requests: int = 15
    crowd_requests: int = 25  # of each of the eight clients
    documents: int = 6


QUICK = Effort(rounds=3, requests=6, crowd_requests=10, documents=3)


@dataclass(frozen=True)
class Size:
    """One generated database, served."""

    database: str
    projects: int
    server: Server
    readers: Readers

    def target(self, page: Page) -> Target | None:
        """Where to ask for a page, or None while no room answers to its name."""
        address = page.address(self.readers)
        if address is None:
            return None
        return Target(self.server.port, address, self.readers.cookie(page.reader))


@dataclass(frozen=True)
class Stage:
    """Everything that is served during a run."""

    bare: Server
    small: Size
    large: Size
    effort: Effort


def reason_not_to(target: Target | None) -> Measure | None:
    """Why a page cannot be timed: it does not exist, or it answers badly. None when it can."""
    if target is None:
        return NO_PAGE
    client = Client(target)
    try:
        client.get()
    except BadAnswerError as error:
        return Measure(note=str(error), failed=True)
    finally:
        client.close()
    return None
