"""A4 papers as a citizen, an archive and a scanner meet them: codes, text, PDF/A, marks, equal bytes."""

import hashlib
import threading

import pytest

from printers.codes import CodeNotPrintable
from printers.guilloche import FRAME, drawn
from printers.paper_fields import PAPERS as KINDS
from printers.paper_fields import UnknownPaper
from printers.papers import PaperNotMade, copy_mark, render
from printers.refused import GlyphMissing
from tests.devices.printers_kit import PAPERS, codes_on, issued, pages_of, run, sample, words_of


@pytest.fixture(params=PAPERS, scope="module")
def paper(request, tmp_path_factory):
    """Each sample paper with its file."""
    wish = sample(request.param)
    file = tmp_path_factory.mktemp("papers") / f"{request.param}.pdf"
    file.write_bytes(render(wish["kind"], wish, issued(wish)))
    return wish, file


def made(tmp_path, name, **changed):
    wish = sample(name, **changed)
    file = tmp_path / "paper.pdf"
    file.write_bytes(render(wish["kind"], wish, issued(wish)))
    return file


def test_every_kind_of_paper_has_a_sample():
    assert {name.split("-")[0] for name in PAPERS} == set(KINDS)


@pytest.mark.peer
def test_a_scanner_reads_both_codes_on_every_sheet(paper):
    wish, file = paper
    wanted = {f"QR-Code:{wish['verify_url']}", f"CODE-128:{wish['code']}"}
    assert all(codes_on(page) >= wanted for page in pages_of(file))


@pytest.mark.peer
def test_every_paper_can_be_searched_for_number_and_rare_name(paper):
    wish, file = paper
    names = [name for name in ("张䶮𬬻", "李䶮𬬻") if name in str(wish)]
    assert all(word in words_of(file) for word in (wish["number"], *names))


@pytest.mark.peer
def test_every_paper_is_sound_tagged_archival_pdf(paper):
    _, file = paper
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", file, package="qpdf")
    assert "Tagged:          yes" in run("pdfinfo", file, package="poppler-utils")
    meta = run("pdfinfo", "-meta", file, package="poppler-utils")
    assert "<pdfaid:part>2</pdfaid:part>" in meta
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in meta


def test_every_face_is_embedded(paper):
    _, file = paper
    faces = run("pdffonts", file, package="poppler-utils").splitlines()[2:]
    assert faces
    assert all(" yes yes yes " in f"{face} " for face in faces)


def test_demonstration_data_says_so_on_paper(tmp_path):
    assert "演示数据，无法律效力" in words_of(made(tmp_path, "n8"))
    assert "演示数据" not in words_of(made(tmp_path, "n8", demo=False))


def test_a_later_copy_is_marked_on_every_sheet(tmp_path):
    assert words_of(made(tmp_path, "n6-long")).count("补打第1次") == 3
    assert "补打" not in words_of(made(tmp_path, "n6"))


def test_a_voided_sheet_says_so_before_anything_else():
    assert copy_mark({"void": True, "copy": 2}) == "作废"
    assert copy_mark({"copy": 2}) == "补打 第 2 次"
    assert copy_mark({"copy": 0}) == ""


def test_equal_data_and_instant_give_equal_bytes_in_every_thread():
    wish = sample("n13")
    sums = []
    work = lambda: sums.append(hashlib.sha256(render("n13", wish, issued(wish))).hexdigest())  # noqa: E731
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sums) == 4
    assert len(set(sums)) == 1


def test_a_name_that_cannot_be_shown_stops_the_paper():
    with pytest.raises(GlyphMissing) as refusal:
        render("n8", sample("n8", to="王𠀡"), issued(sample("n8")))
    assert refusal.value.values["glyphs"] == "𠀡"


def test_a_picture_character_in_a_note_is_shown_as_missing_and_stops_nothing(tmp_path):
    assert "急用〓" in words_of(made(tmp_path, "n2", reason="急用😀"))


@pytest.mark.parametrize("field", ["applicant", "agent"])
def test_a_name_on_a_form_is_not_altered_either(field):
    with pytest.raises(GlyphMissing):
        render("n2", sample("n2", **{field: "王𠀡"}), issued(sample("n2")))


def test_control_characters_in_typed_text_do_not_spoil_a_paper(tmp_path):
    assert "出国，急用。" in words_of(made(tmp_path, "n2", reason="出国，\x1b急\u202e用。\x00"))


def test_text_that_looks_like_a_template_stays_text(tmp_path):
    reason = '#panic("x") $x$ *b* `c` @d <e> \\ [f]'
    assert '#panic("x")' in words_of(made(tmp_path, "n2", reason=reason))


def test_a_long_reason_grows_its_box_and_loses_nothing(tmp_path):
    parts = [f"第{i}次，" for i in range(60)]
    words = words_of(made(tmp_path, "n2", reason="".join(parts)))
    assert [part for part in parts if part not in words] == []


def test_a_certificate_with_many_fields_stays_one_sheet(tmp_path):
    fields = [
        *sample("n13")["fields"],
        *([f"项目{i}", "平顶山市湛河区测试路一段一百二十三号测试大厦"] for i in range(7)),
    ]
    assert len(pages_of(made(tmp_path, "n13", fields=fields))) == 1


def test_DL_05_the_handover_sheet_leaves_room_for_the_mailing_receipt(tmp_path):
    assert "邮寄凭证粘贴处" in words_of(made(tmp_path, "n14"))


def test_large_type_is_offered_where_elders_ask_for_it(tmp_path):
    assert len(pages_of(made(tmp_path, "n5", large=True))) >= 1


def test_a_missing_field_is_named():
    wish = sample("n8")
    del wish["facts"]
    with pytest.raises(PaperNotMade, match="n8 needs facts"):
        render("n8", wish, issued(wish))


def test_nobody_has_drawn_that_paper():
    with pytest.raises(UnknownPaper):
        render("n99", {}, issued(sample("n8")))


def test_a_check_address_with_han_would_be_misread_and_is_refused():
    with pytest.raises(CodeNotPrintable):
        render("n8", sample("n8", verify_url="https://h.example/v#豫1"), issued(sample("n8")))


def test_the_certificate_frame_is_what_its_drawing_says():
    assert FRAME.read_text("utf-8") == drawn()


def test_a_paper_is_made_at_any_fraction_of_a_second():
    wish = sample("n8")
    whole = issued(wish).replace(microsecond=0)
    assert render("n8", wish, whole.replace(microsecond=123456)) == render("n8", wish, whole)
