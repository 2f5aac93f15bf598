"""Every screen of the kiosk can be read aloud, also when the hub is away."""

from shared.voice import LONGEST
from tests.devices.kiosk_kit import Kiosk


def test_a_sentence_is_spoken_by_the_machine_itself(kiosk: Kiosk) -> None:
    kiosk.cable.cut = True
    answer = kiosk.app.test_client().get("/speech", query_string={"text": "请取走号票", "lang": "zh-CN"})
    assert (answer.status_code, answer.content_type, answer.data[:4]) == (200, "audio/wav", b"RIFF")


def test_a_whole_book_is_not_spoken(kiosk: Kiosk) -> None:
    assert kiosk.app.test_client().get("/speech", query_string={"text": "请" * (LONGEST + 1)}).status_code == 404


def test_every_screen_knows_where_its_voice_is(kiosk: Kiosk) -> None:
    assert 'data-speech="/speech"' in kiosk.app.test_client().get("/").get_data(as_text=True)
