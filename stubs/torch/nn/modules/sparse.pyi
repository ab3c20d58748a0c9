from torch.nn.modules._names import __getattr__
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter

class Embedding(Module):
    __family__ = "embedding"
    weight: Float[Parameter, "num_embeddings embedding_dim"]
    def __init__(
        self, num_embeddings: int, embedding_dim: int, padding_idx: int | None = None, max_norm: float | None = None,
        norm_type: float = 2.0, scale_grad_by_freq: bool = False, sparse: bool = False, _weight=None, _freeze: bool = False,
        device=None, dtype=None,
    ) -> None:
        assert padding_idx is None or padding_idx < num_embeddings, f"a padding_idx of {padding_idx} lies outside {num_embeddings} embeddings"
        assert padding_idx is None or padding_idx >= -num_embeddings, f"a padding_idx of {padding_idx} lies outside {num_embeddings} embeddings"
        ...
    @rule("embedding.layer")
    def forward(self, input) -> Tensor: ...
    def reset_parameters(self): ...
    @classmethod
    def from_pretrained(
        cls, embeddings, freeze=True, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False
    ):
        assert embeddings.dim() == 2, "Embeddings parameter is expected to be 2-dimensional"
        rows, cols = embeddings.shape
        made = cls(
            num_embeddings=rows, embedding_dim=cols, padding_idx=padding_idx, max_norm=max_norm, norm_type=norm_type,
            scale_grad_by_freq=scale_grad_by_freq, sparse=sparse,
        )
        made.weight = Parameter(embeddings, requires_grad=not freeze)
        return made
    def _fill_padding_idx_with_zero(self): ...

class EmbeddingBag(Module):
    __family__ = "embedding"
    weight: Float[Parameter, "num_embeddings embedding_dim"]
    def __init__(
        self, num_embeddings: int, embedding_dim: int, max_norm: float | None = None, norm_type: float = 2.0,
        scale_grad_by_freq: bool = False, mode: str = "mean", sparse: bool = False, _weight=None,
        include_last_offset: bool = False, padding_idx: int | None = None, device=None, dtype=None,
    ) -> None:
        assert padding_idx is None or padding_idx < num_embeddings, f"a padding_idx of {padding_idx} lies outside {num_embeddings} embeddings"
        assert padding_idx is None or padding_idx >= -num_embeddings, f"a padding_idx of {padding_idx} lies outside {num_embeddings} embeddings"
        ...
    @rule("embedding.bag_layer")
    def forward(self, input, offsets=None, per_sample_weights=None) -> Tensor: ...
    def reset_parameters(self): ...
    @classmethod
    def from_pretrained(
        cls, embeddings, freeze=True, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode="mean", sparse=False,
        include_last_offset=False, padding_idx=None,
    ):
        assert embeddings.dim() == 2, "Embeddings parameter is expected to be 2-dimensional"
        rows, cols = embeddings.shape
        made = cls(
            num_embeddings=rows, embedding_dim=cols, max_norm=max_norm, norm_type=norm_type,
            scale_grad_by_freq=scale_grad_by_freq, mode=mode, sparse=sparse, include_last_offset=include_last_offset,
            padding_idx=padding_idx,
        )
        made.weight = Parameter(embeddings, requires_grad=not freeze)
        return made
    def _fill_padding_idx_with_zero(self): ...
