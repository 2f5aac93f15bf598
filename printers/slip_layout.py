"""The slips of the queue and the booking desk, top to bottom: N3 排队号票, N1 预约凭证, N22 评价邀请."""

from __future__ import annotations

from typing import Any

from printers.fonts import Face, pillow
from printers.slip_canvas import Canvas, Ink
from printers.slip_parts import Codes, Fact, closing, code_block, facts, head, rows
from printers.slip_text import shown


def _ticket_number(c: Canvas, number: str) -> None:
    """The one big thing: as large as the paper lets it be."""
    c.text(c.gettext("您的号码"), c.body, "m")
    size = c.scale.number
    while size > 40 and pillow(Face.NUMBER, size).getlength(number) > c.column.width:
        size -= 4
    font = pillow(Face.NUMBER, size)
    _, top, _, bottom = font.getbbox(number, anchor="ls")
    c.gap(0.7)
    c.pen.text((c.dots / 2, c.y - top), shown(number, Face.NUMBER), font=font, fill=0, anchor="ms")
    c.y += round(bottom - top)
    c.gap(1.5)


def ticket(c: Canvas, slip: dict[str, Any]) -> None:
    """N3 排队号票: the number, where, how long; no identity at all (BK-16)."""
    head(c, slip, c.gettext("排队号票"))
    if slip.get("priority"):
        c.band(c.gettext("优先 · {who}").format(who=slip["priority"]), slip.get("priority_rule", ""))
        c.gap(0.8)
    _ticket_number(c, slip["number"])
    c.text(slip["area"], c.head, "m")
    c.text(slip["item"], c.body, "m")
    c.text(slip["windows"], c.body, "m")
    c.gap(0.9)
    c.rule(2)
    c.gap(0.9)
    ahead = Fact(c.gettext("前面还有"), str(slip["ahead"]), "" if c.speaker.english else "人")
    facts(c, [ahead, Fact(c.gettext("大约等候"), *c.speaker.minutes(*slip["wait"]).split(" ", 1))])
    c.gap(0.8)
    c.dashes()
    c.gap()
    words = c.gettext("随时看前面还有几人，快到您时提醒。")
    code_block(c, Codes(slip["qr"], c.gettext("手机看排队"), words, slip["code"], slip["code_label"]), compact=True)
    c.gap(0.4)
    taken = c.gettext("取号 {when}").format(when=slip["taken"])
    closing(c, [taken, *([slip["offline"]] if slip.get("offline") else []), slip["foot"]], "m")


def appointment(c: Canvas, slip: dict[str, Any]) -> None:
    """N1 预约凭证: date and time, what to bring, how to check in, how to cancel (BK-04)."""
    head(c, slip, c.gettext("预约凭证"))
    c.text(slip["state"], c.lead, "m")
    c.gap(0.5)
    c.text(slip["date"], c.head, "m")
    size = c.scale.fact + 24
    while size > 40 and pillow(Face.NUMBER, size).getlength(slip["time"]) > c.column.width:
        size -= 4
    c.put(c.dots / 2, c.y, slip["time"], Ink(Face.NUMBER, size), "m")
    c.y += round(size * 1.06)
    c.gap(0.4)
    c.text(slip["item"], c.lead, "m")
    c.gap(0.8)
    c.rule(2)
    c.gap(0.9)
    rows(c, slip["rows"])
    c.dashes()
    c.gap()
    title = slip.get("checkin_title") or c.gettext("扫码签到")
    code_block(c, Codes(slip["qr"], title, slip["checkin"], slip["code"], slip["code_label"]))
    c.gap(0.4)
    closing(c, [*slip["rules"], slip["printed"]])


def _mouth(c: Canvas, centre: tuple[int, int], radius: int, level: int) -> None:
    """Smile, flat or frown, for the five levels from best to worst."""
    x, y = centre
    m, bend = radius * 0.55, (2 - level) / 2
    if bend > 0:
        c.pen.arc((x - m, y - m * bend + radius * 0.12, x + m, y + m * bend + radius * 0.12), 15, 165, fill=0, width=4)
    elif bend == 0:
        c.pen.line((x - m * 0.8, y + radius * 0.38, x + m * 0.8, y + radius * 0.38), fill=0, width=4)
    else:
        low, high = y + radius * 0.42 + m * bend, y + radius * 0.42 - m * bend
        c.pen.arc((x - m, low, x + m, high), 195, 345, fill=0, width=4)


def _level_word(c: Canvas, word: str, x: int, y: int) -> None:
    """Under its face: one line on 80 mm, two on 58 mm and where a word is long."""
    step = c.column.width // 5
    ink = Ink(Face.TEXT, 23 if c.narrow else min(c.scale.caption, 25))
    if ink.width(word) <= step:
        c.put(x, y, word, ink, "m")
        return
    halves = word.rsplit(" ", 1) if " " in word else [word[:-2], word[-2:]]
    for k, part in enumerate(halves):
        fitted = ink
        while fitted.size > 16 and fitted.width(part) > step:
            fitted = fitted._replace(size=fitted.size - 1)
        c.put(x, y + k * (ink.size + 3), part, fitted, "m")


def rating(c: Canvas, slip: dict[str, Any]) -> None:
    """N22 评价邀请: five levels; a name is not needed."""
    head(c, slip, c.gettext("服务评价邀请"))
    c.text(c.gettext("这次办得怎么样？"), c.head, "m")
    c.text(c.gettext("请您打个分"), c.body, "m")
    c.gap(0.8)
    radius = min((c.column.width // 5 - (10 if c.narrow else 20)) // 2, 40)
    for level, word in enumerate(slip["levels"]):
        x, y = c.column.left + round((level + 0.5) * c.column.width / 5), c.y + radius
        c.pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=0, width=3)
        eye = radius // 3
        for ex in (x - eye, x + eye):
            c.pen.ellipse((ex - 4, y - eye - 2, ex + 4, y - eye + 6), fill=0)
        _mouth(c, (x, y), radius, level)
        _level_word(c, word, x, c.y + 2 * radius + 8)
    c.y += 2 * radius + 70
    c.gap(0.4)
    c.dashes()
    c.gap()
    rows_first = Codes(slip["qr"], c.gettext("扫码评价"), slip["qr_words"], slip["code"], slip["code_label"])
    code_block(c, rows_first)
    c.gap(0.4)
    rows(c, slip["rows"])
    closing(c, [slip["foot"]])
