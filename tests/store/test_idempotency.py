"""A retried request is answered, not doubled, alike on both databases (product.md §4)."""

from datetime import timedelta
from pathlib import Path

from portal.store.idempotency import Once
from tests.builders import make_hub

ONCE = Once("key", "POST /x", "channel:app")


def test_the_first_request_is_the_first_and_its_retry_gets_the_answer(database_url: str, tmp_path: Path) -> None:
    hub = make_hub(database_url, tmp_path)
    until = hub.now() + timedelta(days=1)
    with hub.store.write() as unit:
        first = unit.idempotency.claim(ONCE, "sha", hub.now(), until)
        unit.idempotency.keep(ONCE, 201, "sealed")
    with hub.store.write() as unit:
        second = unit.idempotency.claim(ONCE, "sha", hub.now(), until)
    hub.store.close()
    assert first is None
    assert second is not None
    assert second.status == 201
