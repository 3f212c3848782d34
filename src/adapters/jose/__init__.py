"""JOSE by joserfc: keys, signing and verifying."""
