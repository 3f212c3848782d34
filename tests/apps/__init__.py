"""The applications people run, against the provider people run."""
