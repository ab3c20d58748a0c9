"""Random calls of every layer of torch.nn, one family a file; `drawing` has them all by name."""
