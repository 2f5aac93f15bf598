"""The address of a built asset."""


def asset(name: str) -> str:
    """The address under /static/built."""
    return f"/static/built/{name}"
