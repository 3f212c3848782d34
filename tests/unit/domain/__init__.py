"""The domain's rules."""
