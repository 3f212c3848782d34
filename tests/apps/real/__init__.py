"""Applications that are started here and signed in to."""
