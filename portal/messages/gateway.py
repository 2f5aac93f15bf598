"""Text messages through an HTTP gateway: POST {to, text, id}; 2xx is taken, 4xx is final, else it tries again."""

import httpx

from portal.messages.driver import Letter, NotSent


class Gateway:
    """One gateway, known by its address and key."""

    def __init__(self, http: httpx.Client, url: str, key: str, signature: str) -> None:
        self._http = http
        self._url = url
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._signature = signature

    def send(self, letter: Letter) -> None:
        """Hands the message over; the gateway knows repetitions by `id`."""
        body = {"id": letter.id, "to": letter.address, "text": f"【{self._signature}】{letter.body}"}
        try:
            answer = self._http.post(self._url, json=body, headers={**self._headers, "Idempotency-Key": letter.id})
        except httpx.HTTPError as error:
            raise NotSent(type(error).__name__) from error
        check(answer)


def check(answer: httpx.Response) -> None:
    """Raises NotSent unless the answer says that the message was taken."""
    if not answer.is_success:
        final = answer.is_client_error and answer.status_code not in {408, 409, 425, 429}
        raise NotSent(f"HTTP {answer.status_code}", permanent=final)
