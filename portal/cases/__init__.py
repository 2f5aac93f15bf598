"""The rules of a case, from the first paper on the counter to the last signature: no web, no database."""
