"""Visitors who ask over real sockets of this machine and stop by themselves; every answer is timed and counted."""

import select
import socket
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

LOST = 0
NO_BODY = frozenset({204, 304})
LONGEST_WAIT = 30.0


@dataclass(frozen=True)
class Answer:
    """One answer; status LOST where the connection ended without one."""

    visitor: int
    status: int
    head: bytes
    body: bytes
    seconds: float


Ask = Callable[[int], bytes | None]
Hear = Callable[[Answer], None]


@dataclass(frozen=True)
class Load:
    """How many visitors ask for how long; with `rate` they come at that pace whatever the server does."""

    port: int
    visitors: int
    seconds: float
    rate: float = 0.0


@dataclass
class Heard:
    """All answers of one run."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    @property
    def per_s(self) -> float:
        """Answers that were no failure, a second."""
        return sum(n for status, n in self.statuses.items() if 200 <= status < 400) / self.seconds

    @property
    def errors(self) -> int:
        """Lost connections and answers of 500 and more."""
        return sum(n for status, n in self.statuses.items() if status == LOST or status >= 500)

    def ms(self, share: float) -> float:
        """The time within which this share of the answers came, in milliseconds."""
        ordered = sorted(self.times)
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 2) if ordered else 0.0


def run(load: Load, ask: Ask, hear: Hear | None = None) -> Heard:
    """Lets the visitors ask until the time is over or `ask` has nothing more; waits for the last answers."""
    return _Crowd(load, ask, hear or (lambda _answer: None)).run()


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of one HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class _Crowd:
    def __init__(self, load: Load, ask: Ask, hear: Hear) -> None:
        self.load, self.ask, self.hear = load, ask, hear
        self.poll = select.epoll()
        self.sockets: dict[int, tuple[int, socket.socket]] = {}
        self.begun: dict[int, float] = {}
        self.pending: dict[int, bytes] = {}
        self.idle: deque[int] = deque()
        self.due: deque[float] = deque()
        self.heard = Heard()

    def run(self) -> Heard:
        for visitor in range(self.load.visitors):
            self._connect(visitor)
        self.start = perf_counter()
        self.end, self.last = self.start + self.load.seconds, self.start
        self.next_due = self.start
        while self._go_on():
            for number, _event in self.poll.poll(0.002 if self.load.rate else 0.1):
                self._read(number)
        self.heard.seconds = max(self.last, min(self.end, perf_counter())) - self.start
        for _visitor, connection in self.sockets.values():
            connection.close()
        self.poll.close()
        return self.heard

    def _go_on(self) -> bool:
        now = perf_counter()
        if self.load.rate:
            while self.next_due <= min(now, self.end):
                self.due.append(self.next_due)
                self.next_due += 1 / self.load.rate
        while self.idle and (self.due if self.load.rate else now < self.end):
            if not self._send(self.idle.popleft(), self.due.popleft() if self.load.rate else 0.0):
                break
        return (bool(self.begun) or bool(self.due) or (now < self.end and bool(self.idle))) and (
            now < self.end + LONGEST_WAIT
        )

    def _connect(self, visitor: int) -> None:
        connection = socket.create_connection(("127.0.0.1", self.load.port), timeout=10)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sockets[connection.fileno()] = (visitor, connection)
        self.poll.register(connection.fileno(), select.EPOLLIN)
        self.idle.append(connection.fileno())

    def _send(self, number: int, due: float) -> bool:
        visitor, connection = self.sockets[number]
        wanted = self.ask(visitor)
        if wanted is None:
            # This visitor is done; the others may still have something to ask.
            return True
        self.begun[number], self.pending[number] = due or perf_counter(), b""
        try:
            connection.sendall(wanted)
        except OSError:
            self._lost(number)
        return True

    def _read(self, number: int) -> None:
        if number not in self.sockets:
            return
        try:
            piece = self.sockets[number][1].recv(262144)
        except OSError:
            piece = b""
        if not piece:
            self._lost(number)
            return
        whole = self.pending.get(number, b"") + piece
        self.pending[number] = whole
        end = whole.find(b"\r\n\r\n")
        if end < 0:
            return
        status = int(whole[9:12])
        if status not in NO_BODY and len(whole) < end + 4 + _length(whole[:end]):
            return
        self._count(number, Answer(self.sockets[number][0], status, whole[:end], whole[end + 4 :], 0.0))
        self.idle.append(number)

    def _lost(self, number: int) -> None:
        visitor, connection = self.sockets.pop(number)
        self.poll.unregister(connection.fileno())
        connection.close()
        if number in self.begun:
            self._count(number, Answer(visitor, LOST, b"", b"", 0.0))

    def _count(self, number: int, answer: Answer) -> None:
        self.last = perf_counter()
        took = self.last - self.begun.pop(number)
        self.pending.pop(number, None)
        self.heard.statuses[answer.status] += 1
        self.heard.times.append(took)
        self.hear(Answer(answer.visitor, answer.status, answer.head, answer.body, took))


def _length(head: bytes) -> int:
    lower = head.lower()
    start = lower.find(b"content-length:")
    if start < 0:
        return 0
    stop = lower.find(b"\r\n", start)
    return int(lower[start + 15 : stop if stop > 0 else None])
