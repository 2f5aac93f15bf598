"""What can be wrong with a printer, whether it stops a job, and what the person beside it should do."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"
    PAPER_JAM = "paper_jam"
    COVER_OPEN = "cover_open"
    TONER_OUT = "toner_out"
    TONER_LOW = "toner_low"
    OFFLINE = "offline"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    BAD_DOCUMENT = "bad_document"
    REFUSED = "refused"
    HUB_AWAY = "hub_away"
    VANISHED = "vanished"
    RESTARTED = "restarted"


WARNINGS = frozenset({Reason.PAPER_LOW, Reason.TONER_LOW})

# The sentence for the guide or clerk; Chinese is the key of the catalog (printers/translations/papers.en.po).
ADVICE: dict[Reason, str] = {
    Reason.PAPER_OUT: "没有纸了。装好纸就接着打，不用重打。",
    Reason.PAPER_LOW: "纸快用完了，请备好纸。",
    Reason.PAPER_JAM: "卡纸了。打开盖子取出纸，再看上一份打出来没有。",
    Reason.COVER_OPEN: "盖子没有关好。",
    Reason.TONER_OUT: "墨粉用完了，请换墨粉。",
    Reason.TONER_LOW: "墨粉快用完了，请备好墨粉。",
    Reason.OFFLINE: "打印机不在线。看看有没有按到暂停，电源灯亮不亮。",
    Reason.BUSY: "打印机正忙，稍后自动再试。",
    Reason.UNREACHABLE: "连不上打印机。检查电源和网线。",
    Reason.NO_ANSWER: "打印机没有回答，不知道打出来没有。请看一眼出纸口再登记。",
    Reason.BAD_DOCUMENT: "这一份排不出来，已经告诉管理员。",
    Reason.REFUSED: "打印机不接受这一份，请换一台打印机。",
    Reason.HUB_AWAY: "连不上中心，这一份先不打，恢复后自动再来。",
    Reason.RESTARTED: "终端重启过，这一份还没有打，自动再来。",
    Reason.VANISHED: "打印机里找不到这个任务了，不知道打出来没有。请看一眼出纸口再登记。",
}


class PrinterTrouble(Exception):
    """A printer could not do it; `detail` is for the log and never holds what was printed."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
