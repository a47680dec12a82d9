"""Files in and out: what plugins read goes to the store, what the store holds goes to files."""
