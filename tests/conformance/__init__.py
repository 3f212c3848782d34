"""Five certification plans of the OpenID Foundation, module by module, from outside."""
