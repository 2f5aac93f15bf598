"""What a run says at its end: what each folder of tests cost, and on CI what was skipped, which fails the run."""

import os
from collections import Counter

import pytest


def on_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"true", "1", "yes"}


class Skips:
    """On CI a skipped test is a test that did not run."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.reasons.append(report.nodeid)

    pytest_runtest_logreport = note
    pytest_collectreport = note

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.reasons and on_ci() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.reasons and on_ci():
            terminalreporter.section("skipped on CI, where nothing may be", red=True)
            terminalreporter.write_line("\n".join(self.reasons))


class Times:
    """The folders in order of their cost: rules below two seconds, all below fourteen minutes on two cores."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds["/".join(report.nodeid.split("/")[:2])] += report.duration

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if len(self.seconds) > 1:
            costs = (f"{folder} {seconds:.1f} s" for folder, seconds in self.seconds.most_common())
            terminalreporter.write_line("time: " + ", ".join(costs))
