"""The roles of the hall (requirements.md's table of 28) and what separates them (受审分离)."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """One word per role; the number in ROLES is the number of the source table."""

    APPLICANT = "applicant"
    ENTERPRISE = "enterprise"
    AGENT = "agent"
    GUIDE = "guide"
    CONSULTANT = "consultant"
    HELPER = "helper"
    BOOKING_CLERK = "booking_clerk"
    WINDOW_CLERK = "window_clerk"
    APPLICATION_CLERK = "application_clerk"
    COMPETENT_CLERK = "competent_clerk"
    REVIEWER = "reviewer"
    LEAD_DEPARTMENT = "lead_department"
    ISSUING_CLERK = "issuing_clerk"
    PRINTING_CLERK = "printing_clerk"
    ITEM_OWNER = "item_owner"
    HALL_MANAGER = "hall_manager"
    SUPERVISOR = "supervisor"
    BUREAU = "bureau"
    ELECTRONIC_SUPERVISOR = "electronic_supervisor"
    RATING_OFFICER = "rating_officer"
    SOCIAL_SUPERVISOR = "social_supervisor"
    ADMINISTRATOR = "administrator"
    ARCHIVIST = "archivist"
    HOTLINE = "hotline"
    POST = "post"
    KIOSK = "kiosk"
    EXTERNAL_SYSTEM = "external_system"
    STATION_CLERK = "station_clerk"


@dataclass(frozen=True)
class RoleEntry:
    """A role's number, its Chinese and English names, and whether it signs in as staff."""

    number: int
    name: str
    name_en: str
    staff: bool = True


ROLES: dict[Role, RoleEntry] = {
    Role.APPLICANT: RoleEntry(1, "申请人", "Applicant", staff=False),
    Role.ENTERPRISE: RoleEntry(2, "企业", "Enterprise", staff=False),
    Role.AGENT: RoleEntry(3, "代理人", "Authorised agent", staff=False),
    Role.GUIDE: RoleEntry(4, "引导员", "Guide"),
    Role.CONSULTANT: RoleEntry(5, "咨询辅导", "Consultant"),
    Role.HELPER: RoleEntry(6, "帮办代办", "Helper"),
    Role.BOOKING_CLERK: RoleEntry(7, "预约受理", "Booking clerk"),
    Role.WINDOW_CLERK: RoleEntry(8, "综合受理", "Window clerk"),
    Role.APPLICATION_CLERK: RoleEntry(9, "申请地通办窗口", "Application-place clerk"),
    Role.COMPETENT_CLERK: RoleEntry(10, "属地通办窗口", "Competent-place clerk"),
    Role.REVIEWER: RoleEntry(11, "部门审批", "Department reviewer"),
    Role.LEAD_DEPARTMENT: RoleEntry(12, "牵头部门", "Lead department"),
    Role.ISSUING_CLERK: RoleEntry(13, "统一发证", "Issuing clerk"),
    Role.PRINTING_CLERK: RoleEntry(14, "打印", "Printing clerk"),
    Role.ITEM_OWNER: RoleEntry(15, "事项管理", "Item owner"),
    Role.HALL_MANAGER: RoleEntry(16, "大厅管理", "Hall manager"),
    Role.SUPERVISOR: RoleEntry(17, "监督", "Supervisor"),
    Role.BUREAU: RoleEntry(18, "大数据局", "Bureau"),
    Role.ELECTRONIC_SUPERVISOR: RoleEntry(19, "电子监察", "Electronic supervisor"),
    Role.RATING_OFFICER: RoleEntry(20, "好差评专员", "Rating officer"),
    Role.SOCIAL_SUPERVISOR: RoleEntry(21, "社会监督员", "Social supervisor"),
    Role.ADMINISTRATOR: RoleEntry(22, "平台管理员", "Platform administrator"),
    Role.ARCHIVIST: RoleEntry(23, "档案管理", "Archivist"),
    Role.HOTLINE: RoleEntry(24, "12345 坐席", "12345 operator"),
    Role.POST: RoleEntry(25, "邮政", "Post partner", staff=False),
    Role.KIOSK: RoleEntry(26, "自助终端", "Kiosk device", staff=False),
    Role.EXTERNAL_SYSTEM: RoleEntry(27, "外部系统", "External system", staff=False),
    Role.STATION_CLERK: RoleEntry(28, "便民服务站", "Station clerk"),
}

STAFF_ROLES = frozenset(role for role, entry in ROLES.items() if entry.staff)
