"""The real server process, and clients nobody here wrote."""
