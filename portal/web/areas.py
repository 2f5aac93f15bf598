"""Every part of the site: a module per audience with one blueprint `bp`, in the order they are registered."""

MODULES = (
    "portal.web.assets",
    "portal.web.api.root",
    "portal.web.api.halls",
    "portal.web.api.appointments",
    "portal.web.api.tickets",
    "portal.web.api.check_in",
    "portal.web.api.cases",
    "portal.web.api.ratings",
    "portal.web.devices.printing",
    "portal.web.devices.kiosk",
    "portal.web.applicant.home",
    "portal.web.applicant.booking",
    "portal.web.applicant.queue",
    "portal.web.clerk.window",
    "portal.web.screens.board",
    "portal.web.health",
    "portal.web.prefer",
)
