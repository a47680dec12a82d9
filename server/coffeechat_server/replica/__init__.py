"""A copy of the database elsewhere, kept by Litestream."""
