"""Looking at addresses from outside, as an application would."""
