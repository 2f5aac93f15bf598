"""A process ends when the one that started it ends, also after kill -9: no orphan keeps a port, a lock or a printer."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


class Orphaned(RuntimeError):
    """The parent was gone before the child could tie itself to it."""


def end_with(parent: int) -> None:
    """Call this first in a child: the kernel kills it when process ``parent`` ends."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    # The parent may have died between starting the child and the line above; then the signal never comes.
    if os.getppid() != parent:
        raise Orphaned
