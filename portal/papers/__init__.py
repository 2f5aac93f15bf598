"""What a paper or slip says, as plain data made from values; how it looks is the printers' room."""
