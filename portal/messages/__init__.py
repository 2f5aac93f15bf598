"""Messages that leave the hub: text messages and signed webhooks, sent after the transaction that caused them."""
