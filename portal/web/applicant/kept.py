"""What a browser keeps for its own user, sealed: the draft of a booking, the codes it may show, the phone it proves."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Response, request

from portal.web.context import hub
from shared.vault import VaultTrouble


@dataclass(frozen=True)
class Kept:
    """One sealed cookie: nobody but the hub reads it, and nothing of it stands in an address or a log."""

    name: str
    path: str
    seconds: int

    def read(self) -> dict[str, Any]:
        """What was kept; nothing when it is missing, foreign or from another keyring."""
        sealed = request.cookies.get(self.name)
        if not sealed:
            return {}
        try:
            kept = json.loads(hub().vault.open(sealed))
        except VaultTrouble:
            return {}
        return kept if isinstance(kept, dict) else {}

    def write(self, response: Response, value: dict[str, Any]) -> Response:
        """Keeps a value with the answer."""
        sealed = hub().vault.seal(json.dumps(value, ensure_ascii=False))
        response.set_cookie(
            self.name,
            sealed,
            max_age=self.seconds,
            path=self.path,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
        )
        return response

    def forget(self, response: Response) -> Response:
        """Lets go of it."""
        response.delete_cookie(self.name, path=self.path)
        return response


DRAFT = Kept("tb_draft", "/book", 2 * 3600)
CODES = Kept("tb_codes", "/", 60 * 24 * 3600)
PHONE = Kept("tb_phone", "/me", 15 * 60)
MOST_CODES = 12


def known_codes() -> list[str]:
    """Codes that this browser booked or proved."""
    return [str(code) for code in CODES.read().get("codes", [])][:MOST_CODES]


def remember_code(response: Response, code: str) -> Response:
    """Lets this browser show an appointment from now on."""
    others = [known for known in known_codes() if known != code]
    return CODES.write(response, {"codes": [code, *others][:MOST_CODES]})
