"""A process ends at SIGINT or SIGTERM where it waits for them, never inside a handler that could meet a held lock."""

import signal

ENDS = (signal.SIGINT, signal.SIGTERM)


def hold_ends() -> None:
    """Keeps the signals until `ended` asks for them, also where they were inherited as ignored.

    Call it before any thread is started: threads inherit what is held.
    """
    for number in ENDS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)


def ended(within: float) -> bool:
    """Waits this many seconds for an end; True when one came, also if it came before."""
    return signal.sigtimedwait(ENDS, within) is not None


def await_end() -> None:
    """Waits for an end, however long."""
    signal.sigwait(ENDS)
