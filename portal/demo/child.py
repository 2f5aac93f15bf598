"""Starts a module as a child that ends with its parent: `python -m portal.demo.child PARENT MODULE [ARGUMENTS]`."""

import runpy
import sys

from shared.lifeline import end_with


def main() -> None:
    """Ties this process to its parent, then becomes the module."""
    parent, module = int(sys.argv[1]), sys.argv[2]
    end_with(parent)
    sys.argv = [module, *sys.argv[3:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
