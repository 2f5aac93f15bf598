"""The kiosk: its own small web application, print agent, journal and window; it asks the hub and decides nothing."""
