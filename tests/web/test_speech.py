"""The hall's voice: pinyin with tones, letters and digits spelt the way a hall says them."""

import io
import wave

from shared.voice import syllables


def test_a_call_is_spelt_in_mandarin():
    assert syllables("请A012到3号窗口") == "qing3 ei1 ling2 yi1 er4 dao4 san1 hao4 chuang1 kou3"


def test_a_call_is_a_sound_of_some_seconds(client):
    answer = client.get("/speech", query_string={"text": "请A012到3号窗口", "lang": "zh-CN"})
    with wave.open(io.BytesIO(answer.data)) as sound:
        frames = sound.readframes(min(sound.getnframes(), 22050 * 20))
    assert answer.status_code == 200
    assert max(frames) > 0


def test_too_long_a_text_is_not_spoken(client):
    assert client.get("/speech", query_string={"text": "请" * 301}).status_code == 404
