"""Every table of the hub, by subject; importing this package fills the metadata."""

from portal.store.tables import booking, cases, catalog, people, places, printing, queue, records

__all__ = ["booking", "cases", "catalog", "people", "places", "printing", "queue", "records"]
