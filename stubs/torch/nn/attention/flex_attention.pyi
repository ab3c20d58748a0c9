from torch import Tensor
import torch
import torch.nn.functional as F

class BlockMask:
    def __init__(self, shape):
        self.shape = shape
        self.seq_lengths = shape[-2:]
    def to(self, device):
        return self
    def numel(self):
        return self.shape[0] * self.shape[1] * self.shape[2] * self.shape[3]

class AuxRequest:
    def __init__(self, lse=False, max_scores=False):
        self.lse = lse
        self.max_scores = max_scores

class AuxOutput:
    def __init__(self, lse=None, max_scores=None):
        self.lse = lse
        self.max_scores = max_scores

def flex_attention(
    query, key, value, score_mod=None, block_mask=None, scale=None, enable_gqa=False, return_lse=False, kernel_options=None,
    *, return_aux=None,
):
    output = F.scaled_dot_product_attention(query, key, value, enable_gqa=enable_gqa)
    if return_aux is not None:
        rows = output[..., 0]
        return output, AuxOutput(rows if return_aux.lse else None, rows if return_aux.max_scores else None)
    return (output, output[..., 0]) if return_lse else output

def _sides(B, H, Q_LEN, KV_LEN):
    return (1 if B is None else B, 1 if H is None else H, Q_LEN, KV_LEN)

def create_block_mask(mask_mod, B, H, Q_LEN, KV_LEN, device="cuda", BLOCK_SIZE=128, _compile=False):
    return BlockMask(_sides(B, H, Q_LEN, KV_LEN))

def create_mask(mod_fn, B, H, Q_LEN, KV_LEN, device="cuda"):
    return torch.ones(_sides(B, H, Q_LEN, KV_LEN), dtype=torch.bool)

def noop_mask(batch, head, token_q, token_kv):
    return batch.new_ones((), dtype=torch.bool)

def and_masks(*mask_mods): ...
def or_masks(*mask_mods): ...
