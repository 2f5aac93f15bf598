"""How every process of the hub begins: settings in, one Hub out, with the keys and the clock it was told to use."""

import logging
import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from portal.hub import Hub
from portal.serve import Listening, serve
from portal.store.engine import Store
from shared.clock import Clock, DemoClock, system_clock
from shared.ids import Ids
from shared.settings import Settings
from shared.vault import Vault

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def open_hub(settings: Settings) -> Hub:
    """The hub of one process; the keyring is made where there is none yet."""
    clock = clock_of(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    vault = Vault.from_file(settings.keyring, create=True)
    return Hub(Store(settings.database, settings.pool_size), clock, Ids(clock), vault, settings)


def clock_of(settings: Settings) -> Clock:
    """The demonstration's clock where one is named, the machine's otherwise."""
    return DemoClock(settings.clock_file) if settings.clock_file else system_clock


def make_app(settings: Settings) -> "WSGIApplication":
    """The application of one portal worker; opens its own connections. The command line works without loading it."""
    site = import_module("portal.web.app")
    return cast("WSGIApplication", site.create_app(open_hub(settings)).wsgi_app)


def serve_portal(settings: Settings) -> None:
    """Serves until a stop signal."""
    import_module("portal.web.app")  # once, before the workers are forked
    listening = Listening(settings.host, settings.port, settings.workers, settings.threads)
    serve(listening, partial(make_app, settings))


def log_to_stderr(settings: Settings) -> None:
    """One line per event; addresses with tokens are never logged."""
    logging.basicConfig(
        stream=sys.stderr,
        level=settings.log_level.upper(),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)
