"""The relay: takes, keeps and hands out what it cannot read."""
