"""The portal's web processes: N workers behind one port, gone together, started only on a free port."""

import logging
import os
import resource
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from shared.lifeline import end_with

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# The server counts open connections, not requests: phones that poll keep theirs open between two questions.
CONNECTIONS_PER_WORKER = 4096
QUEUE_OF_NEW_CONNECTIONS = 2048
SECONDS_TO_FINISH = 3
_STDERR = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr", "formatter": "generic"}


class PortTaken(OSError):
    """Somebody listens there already: another portal, or workers whose parent was killed."""


@dataclass(frozen=True)
class Listening:
    """Where the portal listens and with how many workers and threads in each."""

    host: str
    port: int
    workers: int = 2
    threads: int = 8


def serve(listening: Listening, load: Callable[[], "WSGIApplication"]) -> None:
    """Serve until SIGINT or SIGTERM; ``load`` makes the application, once in every worker.

    Call it from the main thread: signal handlers are set here, also where they were inherited as ignored.
    """
    refuse_taken(listening.host, listening.port)
    _allow_many_files()
    server = Server(
        "portal",
        address=listening.host,
        port=listening.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=listening.workers,
        blocking_threads=listening.threads,
        backlog=QUEUE_OF_NEW_CONNECTIONS,
        backpressure=CONNECTIONS_PER_WORKER,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.error,
        log_dictconfig={"handlers": {"console": _STDERR, "access": _STDERR}},
        log_access=False,  # addresses hold tokens; they are never written down
    )
    server.serve(target_loader=partial(_in_worker, os.getpid(), load), wrap_loader=False)


def refuse_taken(host: str, port: int) -> None:
    """Workers share a port by SO_REUSEPORT, so a second portal would quietly take half of the first one's visitors."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise PortTaken(taken.errno, f"{host}:{port} cannot be used: {taken.strerror}") from taken


def _in_worker(parent: int, load: Callable[[], "WSGIApplication"]) -> "WSGIApplication":
    end_with(parent)
    # Ctrl-C reaches the whole group; only the parent acts on it, and stops the workers with SIGTERM.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    application = load()
    _speak_up()
    return application


def _speak_up() -> None:
    """The server's own log set-up silences loggers that exist already; ours must be heard when something breaks."""
    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith("tongban") and isinstance(logger, logging.Logger):
            logger.disabled = False
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    ours = logging.getLogger("tongban")
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    ours.propagate = False


def _allow_many_files() -> None:
    wanted = CONNECTIONS_PER_WORKER + 512
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        ceiling = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, ceiling), hard))
