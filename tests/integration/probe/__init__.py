"""Looking at addresses from outside."""
