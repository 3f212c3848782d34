"""The examinations of a doctor, each by itself."""
