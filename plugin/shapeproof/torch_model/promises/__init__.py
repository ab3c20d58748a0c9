"""What a program's annotations promise of shapes, and holding it to that."""

from shapeproof.torch_model.promises.inputs import promised_input, says_a_shape
from shapeproof.torch_model.promises.keeping import AnnotationPromises

__all__ = ["AnnotationPromises", "promised_input", "says_a_shape"]
