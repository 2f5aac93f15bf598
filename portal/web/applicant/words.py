"""The words for states, channels and kinds on the pages of booking; said in the reader's language where shown."""

from booking.appointment import State
from portal.catalog.item import ItemType
from shared.refusals import Term

TYPES = {
    ItemType.PERMIT: Term("行政许可"),
    ItemType.BENEFIT: Term("行政给付"),
    ItemType.CONFIRMATION: Term("行政确认"),
    ItemType.REWARD: Term("行政奖励"),
    ItemType.RULING: Term("行政裁决"),
    ItemType.OTHER_POWER: Term("其他行政权力"),
    ItemType.PUBLIC_SERVICE: Term("公共服务"),
}
STATES = {
    State.REQUESTED: (Term("已申请，等答复"), "wait", "clock"),
    State.CONSULTING: (Term("正在问部门"), "wait", "clock"),
    State.CONFIRMED: (Term("已确认"), "go", "check"),
    State.DECLINED: (Term("没有约上"), "stop", "x"),
    State.EXPIRED: (Term("没有答复，已过期"), "", "clock"),
    State.CANCELLED: (Term("已取消"), "", "x"),
    State.LATE_CANCELLED: (Term("当天取消"), "", "x"),
    State.CALLED_OFF: (Term("大厅取消，不算爽约"), "", "info"),
    State.CHECKED_IN: (Term("已签到"), "go", "check"),
    State.SERVED: (Term("已办完"), "", "check"),
    State.LEFT: (Term("来过，没办成"), "", "info"),
    State.NO_SHOW: (Term("爽约"), "stop", "triangle-alert"),
    State.VOIDED: (Term("爽约已撤销"), "go", "check"),
}
CHANNELS = {
    "web": Term("河南政务服务网"),
    "app": Term("豫事办"),
    "cloud_queue": Term("云叫号"),
    "phone": Term("电话"),
    "on_site": Term("现场"),
    "kiosk": Term("自助终端"),
    "portal": Term("手机网页"),
}
PORTAL_CHANNEL = "portal"
