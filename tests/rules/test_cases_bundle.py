"""一件事: at least five packages, papers once, all departments at once, decisions in turn, one issue of results."""

import pytest

from portal.cases import refusals as no
from portal.cases.bundle import BUNDLE_NAMES, Bundle, BundleState, check_distribution, check_issue
from portal.cases.states import State
from portal.catalog.item import Need
from portal.catalog.packages import Package, in_turn, load_packages, packages_of, shared_materials, spared
from portal.catalog.tables import BadTable
from portal.roles import Role
from tests.rules.cases_builders import CATALOGUE

PACKAGES = load_packages(CATALOGUE)
RESTAURANT, BABY, SETTLING = PACKAGES[:3]
LICENCE, FOOD = RESTAURANT.items


def table(*members: dict[str, object], count: int = 5) -> dict[str, object]:
    one = {"order": 1, "name": "n", "name_en": "n", "lead": "market", "area": "A", "summary": "s", "summary_en": "s"}
    return {"packages": [{**one, "code": f"p{number}", "members": list(members)} for number in range(count)]}


def bundle(licence: State, food: State, issued: bool = False) -> Bundle:
    return Bundle(RESTAURANT, {LICENCE: licence, FOOD: food}, issued)


def test_CT_18_at_least_five_packages_are_published() -> None:
    assert len(PACKAGES) >= 5
    with pytest.raises(BadTable, match="at least 5"):
        packages_of(table({"item": LICENCE}, count=4), CATALOGUE)


def test_CT_18_packages_stand_in_their_order_and_hold_known_items() -> None:
    assert [package.order for package in PACKAGES] == sorted(package.order for package in PACKAGES)
    with pytest.raises(BadTable, match="unknown 000000000000"):
        packages_of(table({"item": "000000000000"}), CATALOGUE)


def test_RV_08_members_that_wait_for_each_other_are_a_mistake() -> None:
    circle = ({"item": LICENCE, "after": [FOOD]}, {"item": FOOD, "after": [LICENCE]})
    with pytest.raises(BadTable, match="wait for each other"):
        packages_of(table(*circle), CATALOGUE)


def test_RV_08_the_licence_comes_before_the_food_permit() -> None:
    assert in_turn(RESTAURANT) == ((LICENCE,), (FOOD,))
    assert len(in_turn(PACKAGES[4])) == 1


def test_CT_20_a_paper_that_two_items_need_is_handed_in_once() -> None:
    card = next(one for one in shared_materials(SETTLING, CATALOGUE) if one.material.name == "居民身份证")
    assert (len(card.items), card.originals, card.need) == (3, 1, Need.MUST)
    assert spared(SETTLING, CATALOGUE) == 2


@pytest.mark.parametrize("package", [pytest.param(one, id=one.code) for one in PACKAGES])
def test_CT_20_no_name_stands_twice_in_a_package(package: Package) -> None:
    names = [one.material.name for one in shared_materials(package, CATALOGUE)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("licence", "food", "state"),
    [
        (State.DRAFT, State.DRAFT, BundleState.COLLECTING),
        (State.RECEIVED, State.INTAKE_CHECKING, BundleState.COLLECTING),
        (State.RECEIVED, State.RECEIVED, BundleState.DISTRIBUTED),
        (State.SIGNED_FOR, State.SUPPLEMENT_REQUIRED, BundleState.DISTRIBUTED),
        (State.IN_REVIEW, State.RECEIVED, BundleState.PARALLEL_REVIEW),
        (State.CERTIFICATE_MADE, State.IN_REVIEW, BundleState.PARALLEL_REVIEW),
        (State.NOT_ACCEPTED, State.RECEIVED, BundleState.PARALLEL_REVIEW),
        (State.CERTIFICATE_MADE, State.DECIDED_GRANT, BundleState.ALL_DECIDED),
        (State.CERTIFICATE_MADE, State.DECIDED_REFUSE, BundleState.ALL_DECIDED),
        (State.WITHDRAWN, State.NOT_ACCEPTED, BundleState.ALL_DECIDED),
    ],
)
def test_RV_07_a_bundle_stands_where_its_members_stand(licence: State, food: State, state: BundleState) -> None:
    assert bundle(licence, food).state is state


def test_RV_09_a_bundle_that_went_out_is_issued() -> None:
    assert bundle(State.DELIVERED, State.DELIVERED, issued=True).state is BundleState.ISSUED_TOGETHER
    assert set(BUNDLE_NAMES) == set(BundleState)


def test_RV_08_the_decision_waits_for_the_earlier_result_and_then_not() -> None:
    assert bundle(State.IN_REVIEW, State.IN_REVIEW).waits_for(FOOD) == (LICENCE,)
    assert bundle(State.IN_REVIEW, State.IN_REVIEW).waits_for(LICENCE) == ()
    assert bundle(State.DECIDED_GRANT, State.IN_REVIEW).waits_for(FOOD) == ()
    assert Bundle(RESTAURANT, {}).waits_for(FOOD) == (LICENCE,)


@pytest.mark.parametrize("lost", [State.NOT_ACCEPTED, State.DECIDED_REFUSE, State.WITHDRAWN, State.TERMINATED])
def test_RV_08_a_lost_earlier_result_blocks_the_grant(lost: State) -> None:
    assert bundle(lost, State.IN_REVIEW).blocked_by(FOOD) == (LICENCE,)
    assert bundle(State.CERTIFICATE_MADE, State.IN_REVIEW).blocked_by(FOOD) == ()


def test_RV_06_all_departments_get_it_in_one_step() -> None:
    check_distribution(bundle(State.RECEIVED, State.RECEIVED), {LICENCE, FOOD})
    with pytest.raises(no.NotAllAtOnce) as refused:
        check_distribution(bundle(State.RECEIVED, State.RECEIVED), {LICENCE})
    assert refused.value.values == {"count": 1}


def test_RV_09_one_issue_waits_for_the_last_member() -> None:
    with pytest.raises(no.NotAllDecided) as refused:
        check_issue(bundle(State.CERTIFICATE_MADE, State.IN_REVIEW), {Role.ISSUING_CLERK})
    assert refused.value.values == {"count": 1}


def test_RV_09_what_is_granted_goes_out_together_and_what_is_refused_holds_nothing_back() -> None:
    both, one = (State.CERTIFICATE_MADE, State.HANDED_OVER), (State.CERTIFICATE_MADE, State.DECIDED_REFUSE)
    assert check_issue(bundle(*both), {Role.ISSUING_CLERK}) == (LICENCE, FOOD)
    assert check_issue(bundle(*one), {Role.LEAD_DEPARTMENT}) == (LICENCE,)


def test_RV_09_only_window_lead_or_issuing_clerk_issues() -> None:
    with pytest.raises(no.NotYourMove) as refused:
        check_issue(bundle(State.CERTIFICATE_MADE, State.CERTIFICATE_MADE), {Role.REVIEWER})
    assert refused.value.values == {"to": "已统一出件"}
