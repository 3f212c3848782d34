"""The use cases of signing keys: looking at them, making, rotating and retiring them."""
