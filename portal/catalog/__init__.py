"""What the hall offers: items, their guides and materials, the places where they are done, and who decides."""
