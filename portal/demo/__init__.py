"""The demonstration hall: what it is filled with, and the processes that bring it to life (product.md §3)."""
