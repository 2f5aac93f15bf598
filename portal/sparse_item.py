"""An item from one row of a list: what the row says and nothing invented; lint then tells what is missing."""

from collections.abc import Mapping
from typing import Any

from portal.catalog.catalogue import item_of
from portal.catalog.item import Item
from portal.catalog.tables import BadTable

# Column heads as the departments write them, and the plain names.
COLUMNS = {
    "code": ("code", "事项编码", "基本编码", "编码"),
    "name": ("name", "事项名称", "名称"),
    "name_en": ("name_en", "英文名称"),
    "type": ("type", "task_type", "事项类型", "类型"),
    "department": ("department", "部门", "实施部门"),
    "area": ("area", "分区", "区域"),
    "level": ("level", "行使层级"),
    "statutory": ("statutory", "法定办结时限", "法定时限"),
    "promised": ("promised", "承诺办结时限", "承诺时限"),
    "basis": ("basis", "设定依据", "依据"),
    "phone": ("phone", "咨询电话"),
}
DEFAULTS = {"type": "20", "area": "E", "level": "3", "statutory": "0", "promised": "0", "department": "service"}
NO_GUIDE: dict[str, Any] = {
    **dict.fromkeys(("summary", "summary_en", "visits_reason", "online_depth", "intermediary"), ""),
    **dict.fromkeys(("place", "place_en", "hours", "hours_en", "complaint_phone"), ""),
    **{
        name: [] for name in ("conditions", "conditions_en", "ways", "ways_en", "laws", "flow", "questions", "audience")
    },
    "fee": {},
    "visits": 1,
}


def sparse_item(row: Mapping[str, str], number: int) -> Item:
    """The item of one row; code and name are needed."""
    said = {name: _first(row, heads) or DEFAULTS.get(name, "") for name, heads in COLUMNS.items()}
    if not said["code"] or not said["name"]:
        raise BadTable(f"row {number}: code and name are needed")
    limit = {"statutory": _days(said, "statutory", number), "promised": _days(said, "promised", number)}
    return item_of(
        {
            "code": said["code"],
            "order": 10_000 + number,
            "name": said["name"],
            "name_en": said["name_en"] or said["name"],
            "short": said["name"],
            "kind": "2" if limit["promised"] else "1",
            "type": said["type"].zfill(2),
            "area": said["area"],
            "mode": "back_office",
            "department": said["department"],
            "level": said["level"],
            "cross_region": False,
            "guide": {**NO_GUIDE, "consult_phone": said["phone"]},
            "limit": {**limit, "basis": said["basis"]},
            "outcome": {"name": "", "name_en": ""},
            "materials": [],
            "demonstration": False,
        }
    )


def _first(row: Mapping[str, str], heads: tuple[str, ...]) -> str:
    return next((row[head] for head in heads if row.get(head)), "")


def _days(said: Mapping[str, str], name: str, number: int) -> int:
    digits = "".join(letter for letter in said[name] if letter.isdecimal())
    if not digits:
        raise BadTable(f"row {number}: {said[name]} is no number of days")
    return int(digits)
