"""Slips as a visitor and a scanner read them: codes, breaks, white edges, nothing personal, nothing dropped unseen."""

import json
import re

import pytest
from PIL import Image

from printers.codes import CodeNotPrintable
from printers.fonts import Face, missing_glyphs, pillow
from printers.slip import STRIP_ROWS, UnknownSlip, compose
from printers.slip_text import atoms, balance, clean, wrap
from tests.devices.printers_kit import SLIPS, codes_on, sample

PAPER_WIDTHS = [576, 384]


@pytest.mark.peer
@pytest.mark.parametrize("large", [False, True], ids=["normal", "elder"])
@pytest.mark.parametrize("dots", PAPER_WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_a_scanner_reads_both_codes_of_every_slip(name, dots, large, tmp_path):
    slip = sample(name, large=large)
    picture = tmp_path / "slip.png"
    picture.write_bytes(compose(slip, dots).png())
    assert codes_on(picture) >= {f"QR-Code:{slip['qr']}", f"CODE-128:{slip['code']}"}


@pytest.mark.parametrize("dots", PAPER_WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_every_slip_is_one_bit_and_leaves_the_knife_white(name, dots):
    image = compose(sample(name), dots).image
    ink = image.convert("L").point(lambda v: 255 - v).getbbox()
    assert image.mode == "1"
    assert ink[1] >= 20
    assert image.height - ink[3] >= 40


def test_strips_are_short_and_make_the_whole_slip_again():
    slip = compose(sample("slip-n26"), 576)
    strips = slip.strips()
    again = Image.new("1", (576, slip.rows))
    for i, strip in enumerate(strips):
        again.paste(strip, (0, i * STRIP_ROWS))
    assert max(strip.height for strip in strips) <= STRIP_ROWS
    assert again.tobytes() == slip.image.tobytes()


def test_a_list_of_eighty_materials_is_printed_to_its_end():
    slip = sample("slip-n26")
    slip["groups"] = [["一定要带", [[f"第 {i} 样材料", "原件 1 份", "提示"] for i in range(80)]]]
    assert compose(slip, 576).rows > 8000


def test_a_character_without_a_glyph_is_printed_as_geta_and_reported():
    assert compose(sample("slip-n1", item="𠀡登记"), 576).missing == "𠀡"


def test_rare_name_characters_have_glyphs():
    assert compose(sample("slip-n23", state_words="张䶮𬬻 㛃𬱖龦"), 384).missing == ""
    assert missing_glyphs("李䶮𬬻𬱖㛃") == ""
    assert missing_glyphs("王𠀡𠀡") == "𠀡"


def test_control_and_direction_characters_never_reach_the_paper():
    assert clean({"a": ["x\x1b@\u202e\u200by", "一\n二\x00"]}) == {"a": ["x@y", "一\n二"]}


def test_an_english_slip_says_its_fixed_words_in_english():
    chinese, english = compose(sample("slip-n3")).image, compose(sample("slip-n3", locale="en")).image
    assert chinese.tobytes() != english.tobytes()


def test_large_type_makes_a_longer_slip():
    assert compose(sample("slip-n3", large=True)).rows > compose(sample("slip-n3")).rows


@pytest.mark.parametrize("name", SLIPS)
def test_no_slip_carries_a_full_identity_number(name):
    assert not re.search(r"\d{17}[\dX]", json.dumps(sample(name), ensure_ascii=False))


def test_a_second_printing_bears_its_mark():
    assert compose(sample("slip-n3", copy=1, copy_note="首次 09:43")).rows > compose(sample("slip-n3")).rows


def test_nobody_has_drawn_that_slip():
    with pytest.raises(UnknownSlip):
        compose({"kind": "n99"}, 576)
    with pytest.raises(UnknownSlip):
        compose(sample("slip-n3"), 512)


@pytest.mark.parametrize("qr", ["https://h.example/豫", "", "a\nb"], ids=["han", "empty", "two lines"])
def test_a_code_that_would_be_misread_is_refused(qr):
    with pytest.raises(CodeNotPrintable):
        compose(sample("slip-n3", qr=qr))


def test_a_bar_code_too_wide_for_the_paper_is_refused():
    with pytest.raises(CodeNotPrintable):
        compose(sample("slip-n23", code="9" * 60), 384)


def test_on_narrow_paper_a_case_number_becomes_its_digits(tmp_path):
    picture = tmp_path / "slip.png"
    picture.write_bytes(compose(sample("slip-n23", code="PDS-261123-00473-7"), 384).png())
    assert "CODE-128:261123004737" in codes_on(picture)


def test_a_slip_tilted_and_speckled_is_still_read(tmp_path):
    picture = tmp_path / "slip.png"
    slip = sample("slip-n3")
    compose(slip).image.convert("L").rotate(2, Image.Resampling.BICUBIC, expand=True, fillcolor=255).save(picture)
    assert f"QR-Code:{slip['qr']}" in codes_on(picture)


@pytest.mark.parametrize(
    ("text", "whole"),
    [("2026年11月23日 09:41", "2026年11月23日"), ("3–5号", "3–5"), ("好。再见", "好。"), ("（见", "（见")],
)
def test_what_stays_on_one_line(text, whole):
    assert any(atom.startswith(whole) for atom in atoms(text))


def test_no_line_is_wider_than_the_paper_and_nothing_is_lost():
    face = pillow(Face.TEXT, 30)
    text = "PDS-261123-00473-7-ABCDEFGHIJKLMNOPQRSTUVWXYZ的办件，" * 3
    lines = wrap(text, face, 200)
    assert "".join(lines) == text
    assert max(face.getlength(line) for line in lines) <= 200


def test_centred_words_leave_no_lonely_character():
    lines = balance("随时看前面还有几人，快到您时提醒。", pillow(Face.TEXT, 30), 340, True)
    assert len(lines[-1]) >= 4
