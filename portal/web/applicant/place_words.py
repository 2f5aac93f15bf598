"""Says why somebody stands where they stand, one sentence per reason (booking.place)."""

from booking.place import Because, Place, Why
from shared.speech import Speaker

WORDS = {
    Why.NEXT: "下一个就是您",
    Why.CAME_EARLIER: "%(numbers)s 比您先到",
    Why.PRIORITY_AHEAD: "%(numbers)s 是优先号",
    Why.BOOKED_AHEAD: "%(numbers)s 按时来的预约",
    Why.RETURNED_AHEAD: "%(numbers)s 过号后回来，排在两位之后",
    Why.YOU_HAVE_PRIORITY: "您是优先号，按早到 %(minutes)s 分钟排",
    Why.YOU_ARE_BOOKED: "您按时来赴约，按早到 %(minutes)s 分钟排",
    Why.YOU_RETURNED: "您过号后回来，排在两位之后",
    Why.BOUND: "比您晚到 %(minutes)s 分钟以上的人，不会排到您前面",
}


def sentences(place: Place, speaker: Speaker) -> list[str]:
    """Every reason in the reader's language."""
    return [_sentence(reason, speaker) for reason in place.because]


def _sentence(reason: Because, speaker: Speaker) -> str:
    numbers = ("、" if not speaker.english else ", ").join(reason.numbers)
    return speaker.gettext(WORDS[reason.why], numbers=numbers, minutes=reason.minutes)
