"""Random calls of torch's functions, methods and operators as people write them; `drawing` has them all by name."""
