"""What crosses HTTP comes back as it was, and a newer hub may say more than an older agent understands."""

from datetime import UTC, datetime

from shared.wire import Media, PrintDocument, PrinterStatus, PrintJob, PrintReport, known, print_job, to_json

JOB = PrintJob(
    id="job",
    fence=3,
    lease_until=datetime(2026, 11, 22, 0, 5, tzinfo=UTC),
    kind="n3",
    secure=False,
    media=Media.SLIP,
    printer="T1",
    copy=1,
    document=PrintDocument("doc", "00ff", "/api/v1/print/documents/doc"),
)


def test_a_job_survives_the_wire() -> None:
    assert print_job(to_json(JOB)) == JOB


def test_an_instant_crosses_with_its_offset() -> None:
    assert to_json(JOB)["lease_until"] == "2026-11-22T00:05:00+00:00"


def test_words_of_a_newer_hub_are_ignored() -> None:
    newer = {**to_json(JOB), "colour": "green"}
    newer["document"] = {**newer["document"], "pages": 2}
    assert print_job(newer) == JOB


def test_a_status_and_a_report_survive_the_wire() -> None:
    status = PrinterStatus("T1", "idle", ["paper-low"], "low", 40)
    report = PrintReport(3, "printed", {"bytes": 900, "seen": [1, {"at": 2}]})
    assert PrinterStatus(**known(PrinterStatus, to_json(status))) == status
    assert PrintReport(**known(PrintReport, to_json(report))) == report
