"""`tongban audit verify`, `rules`, `staff …`: what an administrator looks after."""

import argparse
from contextlib import closing

from portal import totp
from portal.actions.sign_in_staff import hash_password
from portal.audit_chain import walk
from portal.commands.command import Call
from portal.hub import Deed, Hub
from portal.people import SYSTEM
from portal.start import open_hub
from shared.refusals import Refusal
from shared.rules import RULES
from shared.speech import Speaker


class NoSuchAccount(Refusal):
    """No account has this number."""

    code = "no_such_account"


class AuditBroken(Refusal):
    """A sealed row was changed, removed or moved."""

    code = "audit_broken"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Speaker) -> None:
    """Adds `audit`, `rules` and `staff`."""
    audit = commands.add_parser("audit", help=say.gettext("审计日志")).add_subparsers(required=True)
    audit.add_parser("verify", help=say.gettext("核对审计日志的链")).set_defaults(run=verify)
    commands.add_parser("rules", help=say.gettext("列出全部规则和出处")).set_defaults(run=rules)
    staff = commands.add_parser("staff", help=say.gettext("工作人员账号")).add_subparsers(required=True)
    for name, run, words in (
        ("password", password, "重设密码，打印新密码"),
        ("totp", second_factor, "开通两步验证，打印验证器地址"),
        ("totp-off", no_second_factor, "关闭两步验证"),
    ):
        parser = staff.add_parser(name, help=say.gettext(words))
        parser.add_argument("username")
        parser.set_defaults(run=run)


def verify(call: Call) -> None:
    """Walks the chain from its first link."""
    hub = open_hub(call.settings)
    with closing(hub.store), hub.store.read() as unit:
        found = walk(unit)
    if found.broken is not None:
        raise AuditBroken(seq=found.broken)
    told = {"sealed": found.sealed, "unsealed": found.unsealed, "tip": found.tip[:16] or "-"}
    print(call.say.gettext("审计日志完好：%(sealed)s 条已封存，%(unsealed)s 条待封存，链尾 %(tip)s", **told))


def rules(call: Call) -> None:
    """One line per rule, its number first."""
    for rule in RULES.values():
        statement = rule.statement_en if call.say.english else rule.statement
        print(f"{rule.id} {statement} [{rule.source}] {rule.module or '-'}")


def password(call: Call) -> None:
    """A new random password, told once; open sessions end."""
    hub = open_hub(call.settings)
    fresh, username = hub.ids.token()[:16], call.arguments.username
    with closing(hub.store), hub.store.write() as unit:
        unit.sessions.close_all("staff", username)
        _must(unit.staff.set_password(username, hash_password(fresh)), username)
        hub.record(unit, SYSTEM, Deed("staff.password_reset", f"staff:{username}", hub.now(), {}))
    print(call.say.gettext("新密码：%(password)s（只显示这一次）", password=fresh))


def second_factor(call: Call) -> None:
    """A secret for an authenticator, told once."""
    hub = open_hub(call.settings)
    secret, username = totp.new_secret(hub.ids.token()), call.arguments.username
    _set_second_factor(hub, username, hub.vault.seal(secret))
    print(totp.enrolment(secret, username))


def no_second_factor(call: Call) -> None:
    """Password alone again."""
    _set_second_factor(open_hub(call.settings), call.arguments.username, None)
    print(call.say.gettext("已关闭 %(username)s 的两步验证", username=call.arguments.username))


def _set_second_factor(hub: Hub, username: str, sealed: str | None) -> None:
    with closing(hub.store), hub.store.write() as unit:
        _must(unit.staff.set_second_factor(username, sealed), username)
        deed = Deed("staff.second_factor", f"staff:{username}", hub.now(), {"on": sealed is not None})
        hub.record(unit, SYSTEM, deed)


def _must(found: bool, username: str) -> None:
    if not found:
        raise NoSuchAccount(username=username)
