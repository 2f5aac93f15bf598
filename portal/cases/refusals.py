"""Every lawful "no" of a case, by name; the sentences are in shared/data/refusals/cases.toml."""

from shared.refusals import Refusal


class NoSuchMove(Refusal):
    """The table of moves has no step from here to there."""

    code = "no_such_move"
    status = 409


class AlreadyMoved(Refusal):
    """Someone else was first; the page shows an older state."""

    code = "already_moved"
    status = 409


class NotYourMove(Refusal):
    """The step exists, but not for this role."""

    code = "not_your_move"
    status = 403


class NotYourDepartment(Refusal):
    """The case lies with another department."""

    code = "not_your_department"
    rule = "CS-33"
    status = 403


class NotAuthorised(Refusal):
    """The department has not authorised this window for this act on this item."""

    code = "not_authorised"
    rule = "WD-08"
    status = 403


class SeparationOfDuties(Refusal):
    """受审分离: who took in or accepted a case does not decide it."""

    code = "separation_of_duties"
    rule = "WD-02"
    status = 403


class MissingStatute(Refusal):
    """A refusal or an ending without the law it rests on."""

    code = "missing_statute"
    rule = "CS-08"


class MissingReason(Refusal):
    code = "missing_reason"
    rule = "CS-14"


class MissingRemedies(Refusal):
    """行政复议、行政诉讼 must be told, or the paper may not go out."""

    code = "missing_remedies"
    rule = "RV-04"


class MaterialsUnchecked(Refusal):
    """Lines of the list are still without a tick."""

    code = "materials_unchecked"
    rule = "CS-02"


class MaterialsMissing(Refusal):
    """Something that must be there is not."""

    code = "materials_missing"
    rule = "CS-03"


class NothingMissing(Refusal):
    """A notice of what is missing, when nothing is."""

    code = "nothing_missing"
    rule = "CS-04"


class MissingBasis(Refusal):
    """A line of a one-time notice without its legal basis."""

    code = "missing_basis"
    rule = "CS-03"


class MissingRemedy(Refusal):
    """A line of a one-time notice that does not say how to mend it."""

    code = "missing_remedy"
    rule = "CS-03"


class NotOnTheList(Refusal):
    """A material that the published list does not have."""

    code = "not_on_the_list"
    rule = "CS-25"


class MustBeThere(Refusal):
    """A material this situation must have was ticked as not needed."""

    code = "must_be_there"
    rule = "CS-02"


class AlreadyHeld(Refusal):
    """Paper asked for what is already there electronically."""

    code = "already_held"
    rule = "CS-24"


class SecondSupplementNeedsReason(Refusal):
    """一次性告知: a second notice needs a reason and shows up in supervision."""

    code = "second_supplement_needs_reason"
    rule = "CS-15"


class NotTolerable(Refusal):
    """容缺 only for materials that the list marks so."""

    code = "not_tolerable"
    rule = "CS-29"


class MissingPromise(Refusal):
    """容缺 needs the applicant's written promise with a date."""

    code = "missing_promise"
    rule = "CS-29"


class StopUnnamed(Refusal):
    """A clock stops only for a named lawful step, with its basis and length told in writing."""

    code = "stop_unnamed"
    rule = "RV-02"


class NotThisWay(Refusal):
    """A case goes back to where it was stopped or supplemented from."""

    code = "not_this_way"
    rule = "RV-02"


class SameDepartment(Refusal):
    """转办 needs another department."""

    code = "same_department"
    rule = "CS-33"


class NotOnTheSpot(Refusal):
    """Only 即办件 are decided at once."""

    code = "not_on_the_spot"
    rule = "RV-03"


class PrerequisiteOpen(Refusal):
    """The earlier step's result is still to come: the review goes on, the decision waits."""

    code = "prerequisite_open"
    rule = "RV-08"


class PapersToFollow(Refusal):
    """What was promised or asked for has not all arrived."""

    code = "papers_to_follow"
    rule = "CS-29"


class SignaturesMissing(Refusal):
    """The handover of a result has two signatures."""

    code = "signatures_missing"
    rule = "DL-01"


class IdentityUnchecked(Refusal):
    """Nobody looked at who is standing there."""

    code = "identity_unchecked"
    rule = "WD-13"


class TrackingMissing(Refusal):
    """Posted without a mailing number."""

    code = "tracking_missing"
    rule = "DL-05"


class WrongWay(Refusal):
    """The applicant chose another way of delivery."""

    code = "wrong_way"
    rule = "DL-07"


class NotDeemed(Refusal):
    """The system alone may accept only what the law deems accepted."""

    code = "not_deemed"
    rule = "CS-12"


class NotAllAtOnce(Refusal):
    """一件事 goes to all departments in one step."""

    code = "not_all_at_once"
    rule = "RV-06"


class NotAllDecided(Refusal):
    """统一出件 waits for the last member."""

    code = "not_all_decided"
    rule = "RV-09"
