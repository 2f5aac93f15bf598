"""Personal numbers at rest: sealed with AES-GCM under a named key, found by a keyed blind index (product.md §5.13)."""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class VaultTrouble(Exception):
    """The keyring cannot be used, or a sealed text does not open; the message says what to do, never what is inside."""


@dataclass(frozen=True)
class Keyring:
    """Keys that seal, by name, and two of their own for blind indexes and for deriving other secrets."""

    current: str
    sealing: dict[str, bytes]
    blind: bytes
    root: bytes

    @classmethod
    def fresh(cls) -> Keyring:
        return cls("k1", {"k1": secrets.token_bytes(KEY_BYTES)}, secrets.token_bytes(KEY_BYTES), _key())

    def rotated(self) -> Keyring:
        """A ring with one more sealing key, used from now on; what older keys sealed still opens."""
        name = f"k{len(self.sealing) + 1}"
        return replace(self, current=name, sealing={**self.sealing, name: _key()})

    def to_json(self) -> str:
        sealing = {name: _text(key) for name, key in self.sealing.items()}
        kept = {"current": self.current, "sealing": sealing, "blind": _text(self.blind), "root": _text(self.root)}
        return json.dumps(kept, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Keyring:
        kept = json.loads(text)
        sealing = {name: _bytes(key) for name, key in dict(kept["sealing"]).items()}
        ring = cls(kept["current"], sealing, _bytes(kept["blind"]), _bytes(kept["root"]))
        whole = {len(key) for key in (*sealing.values(), ring.blind, ring.root)} == {KEY_BYTES}
        if ring.current not in sealing or not whole:
            raise ValueError("a key is missing or cut")
        return ring


class Vault:
    """Seals and opens short texts; `blind` lets equal texts be found without opening any."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring
        self._ciphers = {name: AESGCM(key) for name, key in keyring.sealing.items()}

    @classmethod
    def from_file(cls, path: Path, create: bool = False) -> Vault:
        """Read the keyring, or make it first. A ring that others on the machine can read is not used."""
        if create and not path.exists():
            write_keyring(path, Keyring.fresh())
        try:
            loose = path.stat().st_mode & 0o077
            text = path.read_text("utf-8")
        except OSError as error:
            raise VaultTrouble(f"{path}: {error.strerror}") from error
        if loose:
            raise VaultTrouble(f"{path}: others can read this keyring; run: chmod 600 {path}")
        try:
            return cls(Keyring.from_json(text))
        except (ValueError, KeyError, TypeError) as error:
            raise VaultTrouble(f"{path}: not a keyring, restore it from the backup") from error

    def seal(self, text: str) -> str:
        """The text, sealed: key name, a dot, nonce and cipher text. Two seals of one text differ."""
        name = self.keyring.current
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._ciphers[name].encrypt(nonce, text.encode("utf-8"), name.encode("ascii"))
        return f"{name}.{_text(nonce + sealed)}"

    def open(self, sealed: str) -> str:
        """The text that was sealed, by whichever key did it."""
        name, _, body = sealed.partition(".")
        cipher = self._ciphers.get(name)
        if cipher is None:
            raise VaultTrouble(f"no key named {name[:8]!r} in the keyring; restore the ring that sealed this")
        try:
            whole = _bytes(body)
            return cipher.decrypt(whole[:NONCE_BYTES], whole[NONCE_BYTES:], name.encode("ascii")).decode("utf-8")
        except (InvalidTag, ValueError) as error:
            raise VaultTrouble("a sealed text was changed or cut; it does not open") from error

    def needs_resealing(self, sealed: str) -> bool:
        """Whether an older key sealed this, so that a sweep after rotation should seal it anew."""
        return not sealed.startswith(f"{self.keyring.current}.")

    def blind(self, text: str, kind: str = "") -> str:
        """A keyed fingerprint: equal for equal texts of one kind, and useless without the ring."""
        return hmac.digest(self.keyring.blind, f"{kind}\0{text}".encode(), "sha256").hex()

    def derive(self, purpose: str) -> bytes:
        """A secret for one purpose (session signing, form tokens), the same in every process with this ring."""
        return hmac.digest(self.keyring.root, purpose.encode("utf-8"), "sha256")


def write_keyring(path: Path, keyring: Keyring, replace_old: bool = False) -> None:
    """Put the ring on disk for its owner only. Of two processes that both make a first ring, one wins, both read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(keyring.to_json())
        file.flush()
        os.fsync(file.fileno())
    if replace_old:
        fresh.replace(path)
        return
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _text(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
