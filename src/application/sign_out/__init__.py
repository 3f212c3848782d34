"""From a logout request to its end: the session, the applications told of it, the way back."""
