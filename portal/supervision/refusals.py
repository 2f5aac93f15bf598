"""Every lawful "no" about ratings; the sentences are in shared/data/refusals/cases.toml."""

from shared.refusals import Refusal


class NoSuchLevel(Refusal):
    code = "no_such_level"
    rule = "SV-08"


class CommentTooLong(Refusal):
    code = "comment_too_long"
    rule = "SV-01"


class NoSuchLoopStep(Refusal):
    code = "no_such_loop_step"
    rule = "SV-04"
    status = 409


class NotYourLoopStep(Refusal):
    code = "not_your_loop_step"
    rule = "SV-04"
    status = 403


class LoopNeedsWords(Refusal):
    """Each step says what was found or done, because it is published."""

    code = "loop_needs_words"
    rule = "SV-05"
