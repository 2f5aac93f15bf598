"""What came of an attempt: the value, or the refusal, or what the refusal says to a person."""

from collections.abc import Callable

import pytest

from shared.refusals import Refusal
from shared.speech import speaker


def refusal_of(attempt: Callable[..., object], *given: object) -> Refusal:
    """The refusal that this attempt meets; the test fails when there is none."""
    with pytest.raises(Refusal) as refused:
        attempt(*given)
    return refused.value


def said_by(attempt: Callable[..., object], *given: object, locale: str = "zh_CN") -> str:
    """What a person reads after this attempt is refused."""
    return speaker(locale).say(refusal_of(attempt, *given)).text


def outcome(attempt: Callable[..., object], *given: object) -> str:
    """The value as text, or the sentence of the refusal: for tests that any input is answered."""
    try:
        return str(attempt(*given))
    except Refusal as refused:
        return speaker("en").say(refused).text
