"""A certificate on an IPP printer that we did not write: byte for byte, followed through paper-out, never doubled."""

import httpx
import pytest

from printers.hub import JobState
from printers.laser import LaserPrinter
from printers.papers import render
from printers.trouble import Reason
from tests.devices.printers_kit import issued, sample
from tests.devices.printers_peers import ippeveprinter, wait_for

pytestmark = pytest.mark.peer
QUIET = lambda evidence: None  # noqa: E731


@pytest.fixture
def peer(tmp_path):
    with ippeveprinter(tmp_path) as running:
        yield running


@pytest.fixture
def laser(peer):
    with httpx.Client(timeout=3, trust_env=False) as http:
        yield LaserPrinter("l1", http, peer.uri)


@pytest.fixture(scope="module")
def certificate():
    wish = sample("n13")
    return render("n13", wish, issued(wish))


def test_a_certificate_arrives_byte_for_byte(peer, laser, certificate):
    outcome = laser.print(laser.prepare(certificate), QUIET)
    assert outcome.state is JobState.CONFIRMED
    assert peer.received.read_bytes() == certificate


def test_an_empty_tray_is_seen_before_a_job_is_made(peer, laser):
    peer.form("media", size1=0, type1=0, level1=0)
    assert laser.look().trouble is Reason.PAPER_OUT


def test_low_toner_warns_and_prints(peer, laser, certificate):
    peer.form("supplies", supply0=0)
    assert laser.look().ready
    assert laser.print(certificate, QUIET).state is JobState.CONFIRMED


def test_a_slow_sheet_is_followed_to_its_end(peer, laser, certificate):
    laser.polls = 1
    peer.slow.touch()
    outcome = laser.print(certificate, QUIET)
    assert outcome.state is JobState.SENT
    peer.slow.unlink()
    wait_for("the end of the job", lambda: laser.recall(outcome.evidence).state is JobState.CONFIRMED)


def test_a_job_without_its_document_does_not_block_the_next(peer, laser, certificate):
    laser._create()
    assert laser.print(certificate, QUIET).state is JobState.CONFIRMED
    assert peer.received.read_bytes() == certificate
