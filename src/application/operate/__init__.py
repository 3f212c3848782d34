"""What the people who run the provider do from the shell."""
