"""Whatever people type and networks bring: slips and papers are drawn or refused by name, codecs never stumble."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.escpos_stream import Stream
from printers.faults import Faults
from printers.fonts import Face, missing_glyphs, pillow
from printers.ipp import Group, Message, NotIpp, decode, encode
from printers.papers import render
from printers.refused import GlyphMissing
from printers.slip import compose
from printers.slip_text import balance, clean, pack, wrap
from printers.virtual_laser import LaserQueue
from tests.devices.printers_kit import issued, sample

TYPED = st.text(max_size=60)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6)
KEYWORD = st.from_regex(r"[a-z]{1,12}", fullmatch=True)


@given(name=TYPED, item=TYPED, dots=st.sampled_from([576, 384]), large=st.booleans())
@settings(max_examples=40)
def test_any_typed_text_is_drawn_on_a_slip(name, item, dots, large):
    slip = sample("slip-n1", item=item, rows=[["预约人", name]], large=large)
    assert compose(slip, dots).rows > 500


@given(reason=st.text(max_size=200))
@settings(max_examples=25)
def test_any_typed_reason_stands_on_a_form(reason):
    assert render("n2", sample("n2", reason=reason), issued(sample("n2"))).startswith(b"%PDF-")


@given(name=st.text(st.characters(categories=["Lo"]), min_size=1, max_size=3))
@settings(max_examples=25)
def test_any_name_stands_on_a_letter_or_is_refused_by_its_character(name):
    try:
        whole = render("n8", sample("n8", to=name), issued(sample("n8"))).startswith(b"%PDF-")
    except GlyphMissing as refusal:
        whole = set(refusal.values["glyphs"]) <= set(missing_glyphs(name))
    assert whole


@given(text=st.text(max_size=80), width=st.integers(60, 600))
def test_breaking_lines_loses_only_blanks(text, width):
    face = pillow(Face.TEXT, 30)
    for breaker in (wrap, pack, lambda t, f, w: balance(t, f, w, True)):
        kept = "".join("".join(breaker(clean(text), face, width)).split())
        assert kept == "".join(clean(text).replace(" · ", "·").split()).replace("·", "·") or "·" in text


@given(name=HAN)
def test_every_common_han_name_can_be_printed(name):
    assert len(missing_glyphs(name)) <= 16


@given(
    values=st.dictionaries(
        KEYWORD, st.lists(st.one_of(st.booleans(), st.integers(-9, 9), KEYWORD), min_size=1, max_size=3)
    ),
    data=st.binary(max_size=50),
)
def test_an_ipp_message_is_read_as_it_was_written(values, data):
    sent = Message(0x000B, 7, ((Group.OPERATION, values),), data)
    got = decode(encode(sent))
    assert (got.groups, got.data) == (sent.groups, data)


@given(raw=st.binary(max_size=300))
def test_any_bytes_are_an_ipp_message_or_refused(raw):
    try:
        decode(raw)
    except NotIpp:
        assert raw is not None


@given(raw=st.binary(max_size=400), cut=st.integers(0, 400))
def test_any_bytes_pass_through_the_escpos_reader_whole(raw, cut):
    stream = Stream()
    seen = [command.raw for part in (raw[:cut], raw[cut:]) for command in stream.feed(part)]
    assert b"".join(seen) + stream.rest == raw


@given(
    code=st.integers(0, 0x7FFF), values=st.dictionaries(KEYWORD, st.lists(st.integers(0, 9), min_size=1, max_size=2))
)
@settings(max_examples=40)
def test_any_request_gets_an_answer_of_the_virtual_laser(tmp_path_factory, code, values):
    folder = tmp_path_factory.mktemp("laser")
    queue = LaserQueue(folder, Faults(folder / "faults.json"))
    answer = queue.answer(Message(code, 3, ((Group.OPERATION, {**values, "job-id": [99]}),)))
    assert answer.request_id == 3


@pytest.mark.parametrize("kind", ["n6", "n12", "n13", "n24"])
def test_papers_take_a_name_of_sixty_characters(kind):
    wish = sample(kind)
    renamed = {key: "阿卜杜热合曼" * 10 if key in ("to", "clerk") else value for key, value in wish.items()}
    assert render(kind, renamed, issued(wish)).startswith(b"%PDF-")
