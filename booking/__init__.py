"""Appointments, the blacklist and the queue as pure rules: values in, values or a refusal out (BK-01 … BK-18)."""
