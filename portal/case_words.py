"""What a clerk's screens call things: ways of delivery, deciding levels, ticks, the tag of each state."""

from portal.cases.materials import Tick
from portal.cases.states import State
from portal.catalog.item import DeliveryWay, Level, Need


def _(text: str) -> str:
    """Marks a text for the English catalogue; it is said by a Speaker later."""
    return text


WAY_NAMES = {
    DeliveryWay.APPLICATION_WINDOW: _("收件大厅窗口领取"),
    DeliveryWay.COMPETENT_WINDOW: _("审批地窗口领取"),
    DeliveryWay.MAIL: _("邮寄"),
    DeliveryWay.KIOSK: _("自助终端打印"),
}
LEVEL_NAMES = {Level.PROVINCE: _("省级决定"), Level.CITY: _("市级决定"), Level.COUNTY: _("属地决定")}
NEED_NAMES = {Need.MUST: _("必须"), Need.IF_HELD: _("按情形"), Need.NO: _("不需")}
TICK_NAMES = {
    Tick.COMPLETE: _("齐"),
    Tick.MISSING: _("缺"),
    Tick.NOT_NEEDED: _("不需"),
    Tick.WAIVED: _("免交"),
    Tick.OPEN: _("未核对"),
}
# The step's own words where the state it leads to does not tell what was done.
MOVE_NAMES = {"T7": _("当面一次性告知"), "T32": _("转办"), "T36": _("申请人回来，重新核验")}

WAITS = (State.RECEIVED, State.SIGNED_FOR, State.SUPPLEMENTED, State.PRE_CHECK, State.DECIDED_GRANT)
STOPPED = (State.SUSPENDED, State.SUPPLEMENT_REQUIRED, State.WAITING_PREREQUISITE)
REFUSED = (State.NOT_ACCEPTED, State.DECIDED_REFUSE, State.INTAKE_REFUSED, State.TERMINATED)


def tag_kind(state: State) -> str:
    """The look of a state's tag: you act, clock stopped, refused, or in order."""
    if state in WAITS:
        return "wait"
    if state in STOPPED:
        return "pause"
    return "stop" if state in REFUSED else "go"
