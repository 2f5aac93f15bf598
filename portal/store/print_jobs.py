"""Print jobs, attempts and printers."""

from portal.store.repository import Repository


class PrintJobs(Repository):
    """Print jobs, attempts and printers."""
