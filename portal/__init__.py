"""The hub: catalogue, appointments, queue, cases, print hub and every page and call that reaches them."""
