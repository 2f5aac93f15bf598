"""Slips and papers as pure layout, the print hub's rules, and the few files that meet a device."""
