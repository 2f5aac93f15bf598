"""Who acts: one value that every action, audit row and door understands."""

from dataclasses import dataclass, field

from portal.roles import Role


@dataclass(frozen=True)
class Actor:
    """`kind` is public, applicant, staff, device, channel or system; `id` names it within its kind."""

    kind: str
    id: str = ""
    name: str = ""
    hall: str = ""
    department: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)

    @property
    def label(self) -> str:
        """How the audit log and a record name the actor."""
        return f"{self.kind}:{self.id}" if self.id else self.kind

    def is_any(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)


NOBODY = Actor("public")
SYSTEM = Actor("system", "worker")
