"""The vault: sealed numbers open only with their key, equal ones are found blind, and the ring stays its owner's."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.vault import Keyring, Vault, VaultTrouble, write_keyring
from tests.cast import CITIZEN, STRANGER

VAULT = Vault(Keyring.fresh())


@given(st.text(max_size=60))
def test_what_was_sealed_opens_unchanged(text: str) -> None:
    assert VAULT.open(VAULT.seal(text)) == text


def test_two_seals_of_one_number_differ_and_show_nothing() -> None:
    one, other = VAULT.seal(CITIZEN.id_number), VAULT.seal(CITIZEN.id_number)
    assert one != other
    assert CITIZEN.id_number not in one


def test_equal_numbers_are_found_blind_and_others_are_not() -> None:
    assert VAULT.blind(CITIZEN.id_number) == VAULT.blind(CITIZEN.id_number)
    assert VAULT.blind(CITIZEN.id_number) != VAULT.blind(STRANGER.id_number)
    assert VAULT.blind("1", "phone") != VAULT.blind("1", "id_number")


def test_another_ring_finds_and_opens_nothing() -> None:
    other = Vault(Keyring.fresh())
    assert other.blind(CITIZEN.id_number) != VAULT.blind(CITIZEN.id_number)
    with pytest.raises(VaultTrouble, match="changed or cut"):
        other.open(VAULT.seal(CITIZEN.id_number))


@pytest.mark.parametrize("spoil", [lambda text: text[:-4] + "AAA=", lambda text: text[:20], lambda text: text + "?"])
def test_a_spoiled_seal_does_not_open(spoil: Callable[[str], str]) -> None:
    with pytest.raises(VaultTrouble):
        VAULT.open(spoil(VAULT.seal(CITIZEN.id_number)))


def test_a_seal_cannot_be_moved_to_another_key() -> None:
    ring = VAULT.keyring.rotated()
    ring.sealing["k2"] = ring.sealing["k1"]
    with pytest.raises(VaultTrouble):
        Vault(ring).open("k2" + VAULT.seal("1")[2:])


def test_after_rotation_old_seals_open_and_ask_to_be_sealed_anew() -> None:
    old = VAULT.seal(CITIZEN.id_number)
    later = Vault(VAULT.keyring.rotated())
    assert later.open(old) == CITIZEN.id_number
    assert (later.needs_resealing(old), later.needs_resealing(later.seal("1"))) == (True, False)
    assert later.blind("1") == VAULT.blind("1")


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(VaultTrouble, match="k9"):
        VAULT.open("k9.abcd")


def test_each_purpose_has_its_own_secret() -> None:
    assert VAULT.derive("session") == VAULT.derive("session")
    assert VAULT.derive("session") != VAULT.derive("forms")
    assert len(VAULT.derive("session")) == 32


def test_a_ring_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "keyring.json"
    first = Vault.from_file(path, create=True)
    again = Vault.from_file(path, create=True)
    assert again.open(first.seal("x")) == "x"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["keyring.json"]


def test_processes_that_start_together_share_one_ring(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    with ThreadPoolExecutor(8) as pool:
        vaults = list(pool.map(lambda _: Vault.from_file(path, create=True), range(8)))
    assert len({vault.blind("x") for vault in vaults}) == 1


def test_a_ring_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    Vault.from_file(path, create=True)
    path.chmod(0o640)
    with pytest.raises(VaultTrouble, match="chmod 600"):
        Vault.from_file(path)


@pytest.mark.parametrize("text", ["", "{}", json.dumps({"current": "k1", "sealing": [], "blind": "", "root": ""})])
def test_a_broken_ring_is_said_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keyring.json"
    path.touch(0o600)
    path.write_text(text, "utf-8")
    with pytest.raises(VaultTrouble, match="not a keyring"):
        Vault.from_file(path)


def test_a_missing_ring_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(VaultTrouble, match="No such file"):
        Vault.from_file(tmp_path / "none.json")


def test_a_rotated_ring_replaces_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    vault = Vault.from_file(path, create=True)
    write_keyring(path, vault.keyring.rotated(), replace_old=True)
    assert Vault.from_file(path).seal("1").startswith("k2.")
