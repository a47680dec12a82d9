"""The method: pure functions, without a clock, a database or any file but the data packed beside them."""
