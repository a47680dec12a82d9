"""Imports: what a file would change (plan), changing it (apply), and taking it back (runs)."""
