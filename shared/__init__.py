"""What every room stands on: time, identifiers, working days, words and secrets; nothing here knows a citizen."""
