"""shapeproof: symbolic shapes for PyTorch source, without running it."""
