"""One module per intention: the only place that sees both the rules and the store."""
