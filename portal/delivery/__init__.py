"""How a result reaches the person it belongs to: certificates, copies, handover and the papers with them."""
