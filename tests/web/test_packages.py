"""一件事 on the phone: the packages of a hall, each with its items in turn and every paper once."""

from portal.catalog.packages import published_packages


def test_CT_18_the_packages_of_the_hall_are_listed(client):
    shown = client.get("/packages").get_data(as_text=True)
    assert all(package.name in shown for package in published_packages())


def test_CT_20_a_package_names_every_paper_once(client):
    shown = client.get("/packages/new-citizen").get_data(as_text=True)
    assert shown.count("<b>居民身份证</b>") == 1
    assert "3 项共用" in shown


def test_CT_18_a_package_is_complete_in_english(client):
    shown = client.get("/packages/open-restaurant", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "Decided after that, reviewed at the same time" in shown


def test_an_unknown_package_is_not_found(client):
    assert client.get("/packages/nope").status_code == 404


def test_CT_18_the_first_page_leads_to_the_packages(client):
    assert 'href="/packages"' in client.get("/").get_data(as_text=True)
