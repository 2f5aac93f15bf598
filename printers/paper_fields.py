"""Which fields each A4 paper must be given, so that a missing one is named instead of failing inside a template."""

from __future__ import annotations

FRAME = ("hall", "org", "number", "code", "code_label", "verify_url", "verify_text", "check")
LETTER = (*FRAME, "doc_no", "to", "date", "opening", "last")

PAPERS: dict[str, tuple[str, ...]] = {
    "n2": (*FRAME, "applicant", "id_no", "phone", "agent", "item", "slot", "lead", "need_by", "reason", "answer",
           "staff", "answered", "confirm", "confirmed", "rules", "basis"),
    "n5": (*FRAME, "state", "state_words", "fields", "items", "total", "accepted", "ways", "clerk", "applicant_line",
           "basis"),
    "n6": (*FRAME, "state", "state_words", "fields", "materials", "total", "next", "clerk", "applicant_line", "basis"),
    "n7": (*LETTER, "items", "ways"),
    "n8": (*LETTER, "facts"),
    "n9": (*LETTER, "sections", "rights"),
    "n10": (*FRAME, "state", "state_words", "fields", "materials", "bring", "next", "promise", "basis"),
    "n11": (*LETTER, "title", "facts", "paras"),
    "n12": (*LETTER, "sections", "rights"),
    "n13": (*FRAME, "title", "elicense_id", "fields", "date"),
    # DL-05: the handover sheet has room for the mailing receipt
    "n14": (*FRAME, "fields", "results", "collect", "giver", "taker", "way", "mail", "basis"),
    "n15": (*FRAME, "fields", "materials", "total", "giver", "taker", "basis"),
    "n17": (*FRAME, "fields", "results", "who", "checked", "receiver", "collect", "receiver_line", "clerk", "basis"),
    "n20": (*FRAME, "to", "opening", "facts", "results", "bring", "ways", "date", "basis"),
    "n21": (*FRAME, "item", "subtitle", "fields", "conditions", "materials", "steps", "remember", "basis"),
    "n24": (*FRAME, "to", "level", "lead", "fields", "clock", "demands", "date", "basis"),
}  # fmt: skip


class UnknownPaper(ValueError):
    """A kind of paper that nobody has drawn."""


def required_fields(kind: str) -> tuple[str, ...]:
    if kind not in PAPERS:
        raise UnknownPaper(kind)
    return PAPERS[kind]
