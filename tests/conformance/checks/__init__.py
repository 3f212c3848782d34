"""What is checked in every module: discovery, keys, answers, tokens, claims."""
