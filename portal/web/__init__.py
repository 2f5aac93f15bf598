"""Everything that speaks HTTP: pages, the JSON interface, the door in front of both."""
