"""Every lawful "no" about a result and its copies; the sentences are in shared/data/refusals/cases.toml."""

from shared.refusals import NotFound, Refusal


class NotIdentified(Refusal):
    """Nobody has shown who they are."""

    code = "not_identified"
    rule = "DL-07"
    status = 403


class NotYours(NotFound):
    """Somebody else's result: to this visitor it does not exist."""


class NoLongerValid(Refusal):
    """Revoked, cancelled or expired."""

    code = "no_longer_valid"
    rule = "DL-07"


class NotForKiosks(Refusal):
    """The item does not let this result be printed at kiosks."""

    code = "not_for_kiosks"
    rule = "DL-07"


class AnotherWayChosen(Refusal):
    """The applicant chose to collect it or have it mailed."""

    code = "another_way_chosen"
    rule = "DL-07"


class NotReadyYet(Refusal):
    """Decided perhaps, but not made or not released."""

    code = "not_ready_yet"
    rule = "DL-07"
