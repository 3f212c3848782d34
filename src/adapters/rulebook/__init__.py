"""The rules in force, and the clients in them."""
