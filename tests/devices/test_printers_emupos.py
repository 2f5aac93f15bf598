"""A slip on a thermal printer that we did not write: every dot arrives, both codes are read, no fence means unknown."""

import pytest
from PIL import Image, ImageChops

from printers.hub import JobState
from printers.slip import compose
from printers.thermal import Patience, ThermalPrinter
from printers.trouble import Reason
from tests.devices.printers_kit import codes_on, sample, slip_bytes
from tests.devices.printers_peers import emupos, wait_for

pytestmark = pytest.mark.peer
QUIET = lambda evidence: None  # noqa: E731


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    with emupos(tmp_path_factory.mktemp("emupos")) as running:
        yield running


@pytest.fixture
def thermal(peer):
    yield ThermalPrinter("t1", "127.0.0.1", peer.port, patience=Patience(connect=2, answer=1, fence=3))
    peer.mend()


def printed(peer, thermal, name):
    seen = len(peer.pictures())
    outcome = thermal.print(thermal.prepare(slip_bytes(name)), QUIET)
    assert outcome.state is JobState.CONFIRMED
    return peer.wait_for_pictures(seen + 1)[-1]


@pytest.mark.parametrize("name", ["slip-n1", "slip-n3-priority", "slip-n23", "slip-n25", "slip-n26", "slip-n3-en"])
def test_every_dot_of_a_slip_arrives(peer, thermal, name):
    ours = compose(sample(name)).image.convert("L")
    theirs = Image.open(printed(peer, thermal, name)).convert("L")
    ink = ImageChops.invert(theirs.point(lambda v: 0 if v < 128 else 255)).getbbox()
    wanted = ImageChops.invert(ours).getbbox()
    assert theirs.crop(ink).tobytes() == ours.crop(wanted).tobytes()


def test_a_scanner_reads_what_it_printed(peer, thermal):
    picture, slip = printed(peer, thermal, "slip-n3"), sample("slip-n3")
    assert codes_on(picture) >= {f"QR-Code:{slip['qr']}", f"CODE-128:{slip['code']}"}


@pytest.mark.parametrize(
    ("fault", "reason", "stops"),
    [
        ("paper-out", Reason.PAPER_OUT, True),
        ("cover-open", Reason.COVER_OPEN, True),
        ("offline", Reason.OFFLINE, True),
        ("paper-near-end", Reason.PAPER_LOW, False),
    ],
)
def test_it_says_what_is_wrong_before_a_job(peer, thermal, fault, reason, stops):
    peer.fault(fault)
    state = thermal.look()
    assert reason in state.reasons
    assert state.ready is not stops


def test_without_paper_nothing_is_sent(peer, thermal):
    peer.fault("paper-out")
    outcome = thermal.print(thermal.prepare(slip_bytes()), QUIET)
    assert (outcome.state, outcome.evidence["trouble"]) == (JobState.FAILED_BEFORE_SEND, "paper_out")


def test_paper_that_runs_out_in_a_job_leaves_it_unknown_and_it_comes_out_later(peer, thermal):
    seen = len(peer.pictures())
    outcome = thermal.print(thermal.prepare(slip_bytes()), lambda evidence: peer.fault("paper-out"))
    assert (outcome.state, outcome.evidence["trouble"]) == (JobState.UNKNOWN, "paper_out")
    assert len(peer.pictures()) == seen
    peer.mend()
    wait_for("the held slip", lambda: len(peer.pictures()) == seen + 1)
