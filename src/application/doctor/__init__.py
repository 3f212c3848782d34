"""Looking at a set-up from outside, as far as that goes: what is wrong with it, and the mend."""
