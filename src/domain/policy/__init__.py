"""Policy: what roles make of a person, who may use which application, and what it learns."""
