"""A stub that says what comes out is held against torch somewhere; what nothing else calls is called here."""

from __future__ import annotations

import pytest
from conformance.covered import claiming, uncovered
from conformance.oracle import Case, disagreement, tensor

SELDOM = """
torch.addmv_(x[:, 0].clone(), x, x[0].clone())
torch.alpha_dropout_(x, 0.5, True)
torch.feature_alpha_dropout_(x, 0.5, True)
torch.feature_dropout_(x, 0.5, True)
torch.as_strided_(x, (2, 1), (1, 1))
torch.clamp_(x, 0, 1)
torch.clip_(x, 0, 1)
x.clip_(0.0)
torch.clamp_min_(x, 0.5)
torch.clamp_max_(x, torch.zeros(3, 1))
torch.clamp_min_(x, torch.zeros(2))
torch.det(x)
torch.det(x[:2])
torch.inverse(x)
torch.inverse(x[0])
torch.detach_copy(x)
torch.frobenius_norm(x, (0,), True)
torch.frobenius_norm(x, (0, 1))
torch.frobenius_norm(x, 1)
torch.frobenius_norm(x, ())
torch.nuclear_norm(x)
torch.nuclear_norm(x, (0, 1), True)
torch.from_numpy(x.numpy())
torch.gcd_(i, i)
torch.lcm_(i, torch.ones(3, dtype=torch.int64))
torch.lcm_(i, torch.ones(4, dtype=torch.int64))
torch.ldexp_(x, torch.ones(3))
torch.ldexp_(x, torch.ones(2, 1))
torch.xlogy_(x, 2)
torch.xlogy_(x, torch.ones(2))
torch.index_put_(x, (i,), torch.tensor(1.0))
torch.orgqr(x, torch.zeros(3))
torch.orgqr(x, torch.zeros(4))
x.orgqr(torch.zeros(3))
torch.promote_types(torch.float32, torch.int64) == torch.float32
torch.result_type(x, 1) == torch.float32
torch.split_copy(x, 2, 1)
torch.unsafe_split_with_sizes(x, [1, 2], 0)
torch.unsafe_split_with_sizes(x, [1, 3], 0)
x.unsafe_split_with_sizes([2, 1], 1)
torch.is_grad_enabled()
torch.get_default_device().type
torch.dequantize(x)
x.dequantize()
torch.spmm(x, x)
torch.spmm(x.to_sparse(), x)
torch.dsmm(x.to_sparse(), x)
torch.hsmm(x.to_sparse(), x)
torch.hspmm(x.to_sparse(), x)
torch.smm(x.to_sparse(), x)
x.to_sparse().smm(x)
torch.saddmm(x.to_sparse(), x.to_sparse(), x)
torch.sparse_compressed_tensor(torch.tensor([0, 1]), torch.tensor([0]), torch.ones(1), (1, 3), layout=torch.sparse_csr)
torch.sparse_csr_tensor(torch.tensor([0, 1]), torch.tensor([0]), torch.ones(1), (1, 3))
torch.sparse_csc_tensor(torch.tensor([0, 1, 1, 1]), torch.tensor([0]), torch.ones(1), (1, 3))
torch.sparse_bsr_tensor(torch.tensor([0, 1]), torch.tensor([0]), torch.ones(1, 1, 1), (1, 1))
torch.sparse_bsc_tensor(torch.tensor([0, 1]), torch.tensor([0]), torch.ones(1, 1, 1), (1, 1))
x.to_sparse_coo()
x.to_sparse_csr()
x.to_sparse_csc()
x.to_sparse_bsr((1, 1))
x.to_sparse_bsc((1, 1))
x.to_mkldnn()
x.__abs__()
2 in x
x.__contains__(1)
x.__deepcopy__({})
x.__div__(2)
x.__idiv__(x)
x.__hash__() == x.__hash__()
[1, 2, 3][torch.tensor(2)]
torch.tensor(2).__index__()
x.__reversed__()
x.copy_(torch.ones(3))
x.copy_(torch.ones(2))
x.element_size()
x.itemsize
x.nbytes
x.is_leaf
x.is_meta
x.is_quantized
x.is_sparse
x.is_sparse_csr
x.is_mkldnn
x.is_cpu
x.is_cuda
x.is_mps
x.is_xpu
x.is_xla
x.is_ipu
x.is_vulkan
x.is_maia
x.is_mtia
x.resize(9)
x.resize(3, 3)
x.resize_as(torch.zeros(9))
nn.init._calculate_fan_in_and_fan_out(x)
nn.init._calculate_fan_in_and_fan_out(x[0])
F._equal_ranks(x, x)
""".strip().splitlines()
ON_ACCELERATORS = {"cuda", "xpu", "ipu", "mtia"}  # what these give cannot be asked here


@pytest.mark.parametrize("expression", SELDOM)
def test_seldom_called(expression: str) -> None:
    case = Case(expression, {"x": tensor(3, 3), "i": tensor(3, dtype="int64")})
    assert disagreement(case, gaps=True, dtypes=False) is None


def test_every_stub_that_claims_something_is_called() -> None:
    assert {name for names in uncovered().values() for name in names} - ON_ACCELERATORS == set()


def test_most_stubs_claim_something() -> None:
    assert len(list(claiming("torch.Tensor"))) > 500
    assert len(list(claiming("torch.nn.functional"))) > 120
