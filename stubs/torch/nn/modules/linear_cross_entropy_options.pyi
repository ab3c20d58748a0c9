from dataclasses import dataclass

@dataclass
class LinearCrossEntropyOptions:
    batch_chunk_size: int | None = None
    acc_policy: str | None = None
    acc_dtype: object = None
    allow_retain_graph: bool = False
