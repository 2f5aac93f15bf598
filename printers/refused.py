"""The lawful "no" of the print hub; sentences in shared/data/refusals/printing.toml."""

from __future__ import annotations

from shared.refusals import Refusal


class NotClaimable(Refusal):
    """Somebody else has the job, or it is not yet time to try it again."""

    code = "print_not_claimable"
    status = 409


class StaleFence(Refusal):
    """The lease ran out and the job was given to another agent: this one must not print."""

    code = "print_stale_fence"
    status = 409


class LawlessMove(Refusal):
    """The table of moves has no such step."""

    code = "print_lawless_move"
    status = 409


class EvidenceTooWeak(Refusal):
    """A report claims more than it proves."""

    code = "print_evidence_weak"


class OutcomeUnknown(Refusal):
    """An earlier sheet may be in the tray: a person looks first."""

    code = "print_outcome_unknown"
    status = 409


class StillPrinting(Refusal):
    """The sheet asked for is already under way."""

    code = "print_under_way"
    status = 409


class ReprintNeedsReason(Refusal):
    """A second sheet without a reason."""

    code = "reprint_reason"


class ReprintNeedsSecond(Refusal):
    """A second sheet of secure paper without a second person."""

    code = "reprint_second_person"


class CopiesUsedUp(Refusal):
    """The free copies of a result are all printed."""

    code = "copies_used_up"
    rule = "DL-07"


class GlyphMissing(Refusal):
    """A character that none of our fonts has; asked at intake, and the last guard when a paper is made."""

    code = "glyph_missing"
