from torch.nn.modules.module import Module

class _DropoutNd(Module):
    __family__ = "broadcast"
    def __init__(self, p: float = 0.5, inplace: bool = False) -> None:
        assert 0 <= p <= 1, f"a probability of dropout lies between 0 and 1, got {p}"
        ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Dropout(_DropoutNd): ...
class Dropout2d(_DropoutNd):
    __family__ = "broadcast"
    @rule("activation.feature_dropout_layer")
    def forward(self, input) -> Tensor: ...
class Dropout3d(_DropoutNd):
    __family__ = "broadcast"
    @rule("activation.dropout3d_layer")
    def forward(self, input) -> Tensor: ...
class AlphaDropout(_DropoutNd): ...
class FeatureAlphaDropout(_DropoutNd):
    __family__ = "broadcast"
    @rule("activation.feature_dropout_layer")
    def forward(self, input) -> Tensor: ...

class Dropout1d(_DropoutNd):
    __family__ = "broadcast"
    @rule("activation.dropout1d_layer")
    def forward(self, input) -> Tensor: ...
