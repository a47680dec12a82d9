"""Commands: each declared once, and from that its key, footer, palette entry, help line and docs."""
