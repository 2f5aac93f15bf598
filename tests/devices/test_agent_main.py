"""The print agent's process: which printers it drives stands in one setting."""

import pytest

from printers.agent_main import printers_of
from printers.laser import LaserPrinter
from printers.thermal import ThermalPrinter
from shared.settings import BadSetting, Settings


def test_each_kind_of_address_has_its_driver() -> None:
    told = Settings(printers="T1=tcp://127.0.0.1:9100 L1=ipp://127.0.0.1:8631/ipp/print")
    thermal, laser = printers_of(told)
    assert isinstance(thermal, ThermalPrinter)
    assert isinstance(laser, LaserPrinter)
    assert (thermal.code, laser.code) == ("T1", "L1")
    laser._http.close()


@pytest.mark.parametrize("places", ["T1", "T1=usb://1", "=tcp://127.0.0.1", "T1=tcp://"])
def test_a_wrong_place_is_refused_in_words(places: str) -> None:
    with pytest.raises(BadSetting):
        printers_of(Settings(printers=places))


def test_an_agent_without_printers_has_none() -> None:
    assert printers_of(Settings()) == []
