"""From the code to the answers: tokens and userinfo."""
