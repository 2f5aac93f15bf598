"""Whether the process lives, whether it may be given work, and its figures for Prometheus."""

from flask import Blueprint, Response, jsonify
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from portal.web.context import hub, now
from portal.web.door import Pass, may

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@may(Pass.PUBLIC)
def alive() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@may(Pass.PUBLIC)
def ready() -> Response:
    """The database answers and is migrated."""
    with hub().store.read() as unit:
        unit.facts.get("schema")
    return jsonify(status="ready")


@bp.get("/metrics")
@may(Pass.PUBLIC)
def metrics() -> Response:
    """Counts from the database, so that every process of the hub tells the same."""
    registry = CollectorRegistry()
    with hub().store.read() as unit:
        figures = {
            "tongban_outbox_waiting": ("Messages not sent yet", unit.outbox.waiting()),
            "tongban_outbox_given_up": ("Messages that will not be tried again", unit.outbox.given_up()),
            "tongban_audit_unsealed": ("Audit rows not chained yet", unit.audit.unsealed_count()),
        }
    figures["tongban_clock_seconds"] = ("The hub's clock", int(now().timestamp()))
    for name, (help_text, value) in figures.items():
        Gauge(name, help_text, registry=registry).set(value)
    return Response(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")
