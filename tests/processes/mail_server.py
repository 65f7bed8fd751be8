"""A small SMTP server in a thread of the test, that can be stopped at a chosen point.

Two gates: ``greeting`` (a client has connected) and ``accepting`` (a whole message has arrived,
the server is about to say yes). A closed gate holds the client there; ``wait_until`` tells the
test that somebody is held.
"""

import socketserver
import threading
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class Gate:
    """A door of the server: open, or closed with somebody behind it."""

    opened: threading.Event = field(default_factory=threading.Event)
    reached: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.opened.set()

    def close(self) -> None:
        """Hold the next client."""
        self.reached.clear()
        self.opened.clear()

    def pass_through(self) -> None:
        """Called by the server: signal, then wait until the door is open."""
        self.reached.set()
        self.opened.wait(60)


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps every message it said yes to."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.accepted: list[Message] = []
        self.greeting, self.accepting = Gate(), Gate()
        self.after_yes = threading.Event()
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        """The port chosen by the system."""
        return int(self.server_address[1])

    @property
    def message_ids(self) -> list[str]:
        """The Message-ID of each accepted message, in order, repetitions included."""
        with self.lock:
            return [str(message["Message-ID"]) for message in self.accepted]

    @property
    def recipients(self) -> list[str]:
        """The To header of each accepted message."""
        with self.lock:
            return [str(message["To"]) for message in self.accepted]


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.greeting.pass_through()
        try:
            self._talk()
        except (ConnectionError, ValueError):
            return  # the client was killed

    def _talk(self) -> None:
        self._say("220 essai")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 allez-y")
                self._accept(self._read_message())
            elif verb == b"QUIT":
                self._say("221 au revoir")
                return
            else:
                self._say("250 oui")

    def _read_message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _accept(self, raw: bytes) -> None:
        self.server.accepting.pass_through()
        with self.server.lock:
            self.server.accepted.append(message_from_bytes(raw))
        self._say("250 accepté")
        self.server.after_yes.set()

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")
        self.wfile.flush()
