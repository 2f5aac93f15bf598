"""The states of a case, their Chinese and English names, and what kind of place each is (requirements §6.1)."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands; there is no other word for it anywhere."""

    DRAFT = "draft"
    PRE_CHECK = "pre_check"
    PRE_PASSED_WAIT_PAPER = "pre_passed_wait_paper"
    INTAKE_CHECKING = "intake_checking"
    VIDEO_ASSIST = "video_assist"
    INTAKE_REFUSED = "intake_refused"
    RECEIVED = "received"
    SIGNED_FOR = "signed_for"
    SUPPLEMENT_REQUIRED = "supplement_required"
    SUPPLEMENTED = "supplemented"
    ACCEPTED = "accepted"
    ACCEPTED_TOLERANT = "accepted_tolerant"
    NOT_ACCEPTED = "not_accepted"
    IN_REVIEW = "in_review"
    WAITING_PREREQUISITE = "waiting_prerequisite"
    SUSPENDED = "suspended"
    DECIDED_GRANT = "decided_grant"
    DECIDED_REFUSE = "decided_refuse"
    CERTIFICATE_MADE = "certificate_made"
    HANDED_OVER = "handed_over"
    NOTIFIED = "notified"
    MAILED = "mailed"
    RETURNED_BY_POST = "returned_by_post"
    READY_FOR_PICKUP = "ready_for_pickup"
    KIOSK_PRINTABLE = "kiosk_printable"
    REMOTE_PRINT_QUEUED = "remote_print_queued"
    DELIVERED = "delivered"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


class Stage(StrEnum):
    """Where a state lies in the applicant's picture of the way; progress pages draw these."""

    PREPARING = "preparing"
    INTAKE = "intake"
    ACCEPTANCE = "acceptance"
    REVIEW = "review"
    RESULT = "result"
    END = "end"


@dataclass(frozen=True)
class StateName:
    """How a state is called, and what the applicant is told to do in it."""

    zh: str
    en: str
    stage: Stage
    told_zh: str
    told_en: str


WAIT_ZH, WAIT_EN = "您现在不用做什么。", "Nothing for you to do now."

STATE_NAMES: dict[State, StateName] = {
    State.DRAFT: StateName("暂存", "Draft", Stage.PREPARING, "填完再交。", "Finish it and hand it in."),
    State.PRE_CHECK: StateName("预审中", "Being pre-checked", Stage.ACCEPTANCE, WAIT_ZH, WAIT_EN),
    State.PRE_PASSED_WAIT_PAPER: StateName(
        "预审通过，待核验纸质",
        "Pre-check passed, papers to be seen",
        Stage.INTAKE,
        "带上纸质材料和身份证到大厅，或者邮寄。",
        "Bring or mail the papers with your identity card.",
    ),
    State.INTAKE_CHECKING: StateName("窗口核验", "Being checked at the window", Stage.INTAKE, WAIT_ZH, WAIT_EN),
    State.VIDEO_ASSIST: StateName("视频协助中", "Video assistance", Stage.INTAKE, WAIT_ZH, WAIT_EN),
    State.INTAKE_REFUSED: StateName(
        "没有收件",
        "Not taken in",
        Stage.INTAKE,
        "照告知清单备齐再来。",
        "Complete the list you were given and come back.",
    ),
    State.RECEIVED: StateName("已收件", "Taken in", Stage.ACCEPTANCE, WAIT_ZH, WAIT_EN),
    State.SIGNED_FOR: StateName("部门已签收", "With the department", Stage.ACCEPTANCE, WAIT_ZH, WAIT_EN),
    State.SUPPLEMENT_REQUIRED: StateName(
        "待补正", "Waiting for your papers", Stage.ACCEPTANCE, "按补正通知补齐。", "Supply what the notice lists."
    ),
    State.SUPPLEMENTED: StateName("已补正", "Supplemented", Stage.ACCEPTANCE, WAIT_ZH, WAIT_EN),
    State.ACCEPTED: StateName("已受理", "Accepted", Stage.REVIEW, WAIT_ZH, WAIT_EN),
    State.ACCEPTED_TOLERANT: StateName(
        "容缺受理",
        "Accepted with papers to follow",
        Stage.REVIEW,
        "在承诺日期前补交。",
        "Supply the rest by the promised date.",
    ),
    State.NOT_ACCEPTED: StateName(
        "不予受理",
        "Not accepted",
        Stage.END,
        "看通知书里的理由和救济办法。",
        "See the notice for reasons and remedies.",
    ),
    State.IN_REVIEW: StateName("审查中", "Under review", Stage.REVIEW, WAIT_ZH, WAIT_EN),
    State.WAITING_PREREQUISITE: StateName("待前置结果", "Waiting for another result", Stage.REVIEW, WAIT_ZH, WAIT_EN),
    State.SUSPENDED: StateName("停表", "Clock stopped", Stage.REVIEW, WAIT_ZH, WAIT_EN),
    State.DECIDED_GRANT: StateName("准予", "Granted", Stage.RESULT, WAIT_ZH, WAIT_EN),
    State.DECIDED_REFUSE: StateName(
        "不予许可",
        "Refused",
        Stage.RESULT,
        "看决定书里的理由和救济办法。",
        "See the decision for reasons and remedies.",
    ),
    State.CERTIFICATE_MADE: StateName("已制证", "Certificate made", Stage.RESULT, WAIT_ZH, WAIT_EN),
    State.HANDED_OVER: StateName("已移交发证窗口", "At the issuing window", Stage.RESULT, WAIT_ZH, WAIT_EN),
    State.NOTIFIED: StateName(
        "已通知领取", "Ready, you were told", Stage.RESULT, "按您选的方式领取。", "Collect it as you chose."
    ),
    State.MAILED: StateName("邮寄中", "In the post", Stage.RESULT, "等邮递员上门。", "The post will bring it."),
    State.RETURNED_BY_POST: StateName(
        "邮件退回",
        "Returned by post",
        Stage.RESULT,
        "告诉窗口改寄还是自取。",
        "Tell the window: mail again or collect.",
    ),
    State.READY_FOR_PICKUP: StateName(
        "待领取",
        "Ready to collect",
        Stage.RESULT,
        "带身份证到窗口领取。",
        "Collect it at the window with your identity card.",
    ),
    State.KIOSK_PRINTABLE: StateName(
        "可自助打印",
        "Print it at a kiosk",
        Stage.RESULT,
        "带身份证到自助终端打印。",
        "Print it at any kiosk with your identity card.",
    ),
    State.REMOTE_PRINT_QUEUED: StateName("待代打印", "Being printed for you", Stage.RESULT, WAIT_ZH, WAIT_EN),
    State.DELIVERED: StateName("已送达", "Delivered", Stage.END, "可以评价这次服务。", "You may rate the service."),
    State.ARCHIVED: StateName("已归档", "Archived", Stage.END, WAIT_ZH, WAIT_EN),
    State.WITHDRAWN: StateName("已撤回", "Withdrawn", Stage.END, "需要时可以重新申请。", "You may apply again."),
    State.TERMINATED: StateName(
        "已终止", "Terminated", Stage.END, "看通知里的依据和救济办法。", "See the notice for the basis and remedies."
    ),
}

BEFORE_DECISION = frozenset(
    {
        State.PRE_CHECK,
        State.PRE_PASSED_WAIT_PAPER,
        State.INTAKE_CHECKING,
        State.VIDEO_ASSIST,
        State.INTAKE_REFUSED,
        State.RECEIVED,
        State.SIGNED_FOR,
        State.SUPPLEMENT_REQUIRED,
        State.SUPPLEMENTED,
        State.ACCEPTED,
        State.ACCEPTED_TOLERANT,
        State.IN_REVIEW,
        State.WAITING_PREREQUISITE,
        State.SUSPENDED,
    }
)
ENDED = frozenset({State.NOT_ACCEPTED, State.DELIVERED, State.ARCHIVED, State.WITHDRAWN, State.TERMINATED})
SUSPENDABLE = frozenset({State.SIGNED_FOR, State.ACCEPTED, State.ACCEPTED_TOLERANT, State.IN_REVIEW})
DEPARTMENT_INBOX = (
    State.PRE_CHECK,
    State.RECEIVED,
    State.SIGNED_FOR,
    State.SUPPLEMENT_REQUIRED,
    State.SUPPLEMENTED,
    State.ACCEPTED,
    State.ACCEPTED_TOLERANT,
    State.IN_REVIEW,
    State.WAITING_PREREQUISITE,
    State.SUSPENDED,
    State.DECIDED_GRANT,
)
ISSUING_INBOX = (
    State.CERTIFICATE_MADE,
    State.DECIDED_REFUSE,
    State.HANDED_OVER,
    State.NOTIFIED,
    State.READY_FOR_PICKUP,
    State.MAILED,
    State.RETURNED_BY_POST,
    State.REMOTE_PRINT_QUEUED,
)
