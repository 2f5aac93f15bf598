"""An item's guide on the phone: what belongs in it by rule stands in it, in both languages."""

from tests.rules.cases_builders import CATALOGUE, CONSTRUCTOR

RENEWAL = f"/items/{CONSTRUCTOR}?situation=renewal"


def guide(client, language: str = "zh-CN") -> str:
    return client.get(RENEWAL, headers={"Accept-Language": language}).get_data(as_text=True)


def test_CT_14_materials_that_may_follow_later_are_marked(client):
    tolerable = [material for material in CATALOGUE.item(CONSTRUCTOR).materials if material.tolerable]
    assert [material.no for material in tolerable] == ["6", "10"]
    assert guide(client).count("可容缺，之后补交") == 1  # 10 is not needed for a renewal
    assert "may follow later" in guide(client, "en")


def test_CT_03_conditions_materials_limits_flow_law_and_place_are_there(client):
    shown = guide(client)
    words = ("什么人可以办", "要带的材料", "承诺办结", "法定时限", "办理流程", "法律依据", "在哪里办", "咨询电话")
    assert [word for word in words if word not in shown] == []


def test_CT_12_every_step_of_the_flow_is_there_in_both_languages(client):
    flow = CATALOGUE.item(CONSTRUCTOR).guide.flow
    assert all(step.name in guide(client) for step in flow)
    assert all(step.text_en in guide(client, "en") for step in flow)
