"""Applications whose requests are sent here as they send them."""
