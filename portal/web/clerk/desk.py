"""The frame of every clerk's page: who sits here, where, and the rooms this account may enter."""

from dataclasses import dataclass

from flask import Response, url_for
from werkzeug.routing import BuildError

from portal.people import Actor
from portal.roles import ROLES, Role
from portal.store.unit import Unit
from portal.web.context import actor, hub, now, speaker
from portal.web.fragments import page_or_fragment
from shared.clock import local


@dataclass(frozen=True)
class Room:
    """One entry of the rail: its page, words, drawing, and the roles that work there."""

    endpoint: str
    label: str
    drawing: str
    roles: frozenset[Role]


WINDOW_ROLES = frozenset({Role.WINDOW_CLERK, Role.APPLICATION_CLERK, Role.COMPETENT_CLERK})
SEARCH_ROLES = WINDOW_ROLES | {
    Role.REVIEWER,
    Role.LEAD_DEPARTMENT,
    Role.ISSUING_CLERK,
    Role.PRINTING_CLERK,
    Role.SUPERVISOR,
    Role.ELECTRONIC_SUPERVISOR,
    Role.HALL_MANAGER,
}
ROOMS = (
    Room("window.console", "窗口", "monitor", WINDOW_ROLES),
    Room("inbox.inbox", "待办", "inbox", frozenset({Role.REVIEWER, Role.LEAD_DEPARTMENT})),
    Room("bookings.desk", "预约", "calendar-check", frozenset({Role.BOOKING_CLERK, Role.HALL_MANAGER})),
    Room("guide.tablet", "引导", "hand-helping", frozenset({Role.GUIDE})),
    Room("print_desk.desk", "打印", "printer", frozenset({Role.PRINTING_CLERK, Role.ISSUING_CLERK})),
    Room("case_search.search", "查办件", "search", SEARCH_ROLES),
    Room("day.today", "今日", "chart-column", frozenset({Role.HALL_MANAGER, Role.SUPERVISOR, Role.RATING_OFFICER})),
)


def desk(folder: str, fragment: str = "main", status: int = 200, **values: object) -> Response:
    """A desk page (or its part) with the frame's values filled in."""
    clerk = actor()
    voice = speaker()
    frame = {
        "place": _place(clerk),
        "rail_links": rail(clerk, folder),
        "who_name": clerk.name,
        "who_work": role_names(clerk),
        "clock": f"{local(now()):%H:%M}",
        "speaker": voice,
    }
    return page_or_fragment(folder, fragment, status, **{**frame, **values})


def rail(clerk: Actor, here: str) -> list[dict[str, object]]:
    """The rooms this clerk may enter; `here` is the page's template folder."""
    found = []
    for room in ROOMS:
        if clerk.roles.isdisjoint(room.roles):
            continue
        try:
            href = url_for(room.endpoint)
        except BuildError:
            continue
        mine = room.endpoint.split(".")[0] in here
        found.append({"href": href, "label": speaker().gettext(room.label), "drawing": room.drawing, "now": mine})
    return found


def first_room(clerk: Actor) -> str:
    """Where a clerk's day begins."""
    links = rail(clerk, "")
    return str(links[0]["href"]) if links else url_for("staff_door.no_room")


def role_names(clerk: Actor) -> str:
    """The clerk's roles in the reader's language."""
    english = speaker().english
    names = [ROLES[role].name_en if english else ROLES[role].name for role in sorted(clerk.roles)]
    return " · ".join(names)


def _place(clerk: Actor) -> str:
    with hub().store.read() as unit:
        return place_name(unit, clerk)


def place_name(unit: Unit, clerk: Actor) -> str:
    """The hall or department where the clerk works."""
    english = speaker().english
    found = unit.halls.get(clerk.hall) if clerk.hall else unit.halls.department(clerk.department)
    return (found.name_en if english else found.name) if found else ""
