"""The kiosk's screens: one module for each errand."""
