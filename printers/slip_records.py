"""The slips that tell where things stand: N23 办件进度单, N25 预约暂停告知, N26 材料清单."""

from __future__ import annotations

from typing import Any

from printers.fonts import Face
from printers.slip_canvas import Canvas, Column, Ink
from printers.slip_parts import Codes, Fact, closing, code_block, facts, head, rows

DOT = {"done": (0, 2), "now": (255, 4), "later": (255, 2)}


def _clock(c: Canvas, slip: dict[str, Any]) -> None:
    """What is left, by when, and a bar of one cell a working day."""
    facts(c, [Fact(c.gettext("剩"), *slip["left"]), Fact(slip["due_word"], *slip["due"])])
    c.gap(0.3)
    used, given = slip["clock"]
    left, width, height = c.column.left, c.column.width, 20
    c.pen.rectangle((left, c.y, c.column.right - 1, c.y + height - 1), outline=0, width=2)
    c.block(left, c.y, width * min(used, given) / given, height)
    for i in range(1, given):
        x = left + round(width * i / given)
        c.pen.line((x, c.y, x, c.y + height - 1), fill=0 if i > used else 255, width=2)
    c.y += height + 8
    c.text(slip["clock_words"], c.caption)
    c.gap(0.6)


def _steps(c: Canvas, steps: list[list[str]]) -> None:
    """The way of the case as dots: done, now, later."""
    r = round(c.scale.body * 0.32)
    words = Column(c.column.left + 3 * r + 8, c.column.right)
    for i, (when, what, kind) in enumerate(steps):
        x, y = c.column.left + r + 2, c.y + round(c.scale.body * 0.55)
        c.text(what, c.strong if kind == "now" else c.body, column=words)
        if when:
            c.text(when, c.caption, column=words)
        c.gap(0.5)
        if i + 1 < len(steps):
            c.block(x - 1, y + r + 4, 2, c.y + round(c.scale.body * 0.55) - y - 2 * r - 7)
        fill, width = DOT[kind]
        c.pen.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=0, width=width)


def progress(c: Canvas, slip: dict[str, Any]) -> None:
    """N23 办件进度单: state in words, the clock, the way; the query password is never printed."""
    head(c, slip, c.gettext("办件进度单"))
    c.text(c.gettext("现在"), c.caption)
    c.text(slip["state"], c.head)
    c.text(slip["state_words"], c.body)
    c.gap(0.8)
    if slip.get("left"):
        _clock(c, slip)
    c.rule(2)
    c.gap(0.9)
    rows(c, slip["rows"])
    _steps(c, slip["steps"])
    c.dashes()
    c.gap()
    code_block(c, Codes(slip["qr"], c.gettext("手机查进度"), slip["qr_words"], slip["code"], slip["code_label"]))
    closing(c, [slip["foot"]])


def _material(c: Canvas, material: list[str]) -> None:
    """A box to tick, the name, original or copies, and a hint (the large variant drops hints)."""
    name, need, hint = material
    box = round(c.scale.body * 0.92)
    words = Column(c.column.left + box + 18, c.column.right)
    c.pen.rectangle((c.column.left + 2, c.y + 2, c.column.left + box, c.y + box), outline=0, width=3)
    one_line = words.left + c.lead.width(name) + c.body.width(need) + 20 <= words.right
    if one_line:
        c.put(words.right, c.y + (c.scale.lead - c.scale.body) * 0.8, need, c.body, "r")
    c.text(name, c.lead._replace(pitch=1.28), column=words)
    if not one_line:
        c.text(need, c.body._replace(pitch=1.28), "r", words)
    if hint and not c.large:
        c.text(hint, c.caption._replace(pitch=1.28), column=words)
    c.gap(0.5)


def checklist(c: Canvas, slip: dict[str, Any]) -> None:
    """N26 材料清单: what must be brought and what only if one has it (S 第3条)."""
    head(c, slip, c.gettext("材料清单"))
    c.text(slip["item"], c.head)
    c.text(slip["lead"], c.body)
    c.gap(0.7)
    for group, materials in slip["groups"]:
        c.gap(0.4)
        c.band(group, c.gettext("{n} 样").format(n=len(materials)))
        c.gap(0.9)
        for i, material in enumerate(materials):
            _material(c, material)
            if i + 1 < len(materials):
                c.rule(1)
                c.gap(0.6)
    c.gap(0.4)
    c.rule(2)
    c.gap(0.8)
    rows(c, slip["rows"])
    c.dashes()
    c.gap()
    code_block(c, Codes(slip["qr"], c.gettext("看样表和空表"), slip["qr_words"], slip["code"], slip["code_label"]))
    closing(c, [slip["foot"]])


def _noshows(c: Canvas, missed: list[list[str]]) -> None:
    words = Column(c.column.left + 40, c.column.right)
    c.text(c.gettext("三次没有来的预约"), c.strong)
    c.gap(0.3)
    for i, (when, what) in enumerate(missed, 1):
        c.put(c.column.left, c.y, str(i), Ink(Face.NUMBER, c.scale.lead))
        c.text(when, c.body, column=words)
        c.text(what, c.caption, column=words)
        c.gap(0.4)
    c.gap(0.1)
    c.rule(2)
    c.gap(0.8)


def suspension(c: Canvas, slip: dict[str, Any]) -> None:
    """N25 预约暂停告知: until when, the three dates, what is not affected, how to object (BK-14, BK-15)."""
    head(c, slip, c.gettext("预约暂停告知"))
    c.text(slip["to"], c.body)
    c.gap(0.4)
    c.text(slip["headline"], c.head)
    c.gap(0.4)
    c.text(slip["until_cap"], c.caption)
    c.text(slip["until"], c.head)
    c.gap(0.7)
    c.rule(2)
    c.gap(0.8)
    _noshows(c, slip["noshows"])
    c.text(c.gettext("不受影响"), c.strong)
    c.text(slip["unaffected"], c.body)
    c.gap(0.7)
    c.text(c.gettext("您可以申诉"), c.strong)
    c.text(slip["objection"], c.body)
    c.gap(0.6)
    c.dashes()
    c.gap()
    code_block(c, Codes(slip["qr"], c.gettext("扫码申诉"), slip["qr_words"], slip["code"], slip["code_label"]))
    closing(c, [slip["basis"], slip["foot"]])
