"""The certification plans Basic OP, Config OP and Form Post OP, module by module, from outside."""
