"""Sync between machines, end-to-end encrypted, through a relay that sees only boundaries and ciphertext."""
