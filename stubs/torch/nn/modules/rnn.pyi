from torch.nn.modules._names import __getattr__
from torch.nn.modules.module import Module

class RNNBase(Module):
    __family__ = "rnn"
    def __init__(
        self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
        proj_size=0, device=None, dtype=None,
    ):
        super().__init__()
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = dropout
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        self._make_parameters()
        self.dropout = float(dropout)
    @rule("recurrent.make_parameters")
    def _make_parameters(self): ...
    def flatten_parameters(self): ...
    def reset_parameters(self): ...
    @property
    def all_weights(self):
        return [[getattr(self, name) for name in names] for names in self._all_weights]
    @property
    def _all_weights(self):
        kinds = ["weight_ih", "weight_hh"] + (["bias_ih", "bias_hh"] if self.bias else [])
        kinds += ["weight_hr"] if self.proj_size > 0 else []
        ends = ["", "_reverse"] if self.bidirectional else [""]
        return [[f"{kind}_l{layer}{end}" for kind in kinds] for layer in range(self.num_layers) for end in ends]
    @property
    def _flat_weights(self):
        return [weight for row in self.all_weights for weight in row]
    @property
    def _flat_weights_names(self):
        return [name for row in self._all_weights for name in row]
    @rule("recurrent.layer")
    def forward(self, input, hx=None): ...
    _flat_weight_refs: list
    def _init_flat_weights(self): ...
    def _update_flat_weights(self): ...
    def _weights_have_changed(self): ...

class RNN(RNNBase):
    __family__ = "rnn"
    def __init__(
        self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", bias=True, batch_first=False, dropout=0.0,
        bidirectional=False, device=None, dtype=None,
    ):
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError("RNN knows the nonlinearities tanh and relu")
        super().__init__(
            "RNN_TANH" if nonlinearity == "tanh" else "RNN_RELU", input_size, hidden_size, num_layers, bias, batch_first,
            dropout, bidirectional,
        )
        self.nonlinearity = nonlinearity

class LSTM(RNNBase):
    __family__ = "rnn"
    def __init__(
        self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
        proj_size=0, device=None, dtype=None,
    ):
        super().__init__(
            "LSTM", input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, proj_size
        )

class GRU(RNNBase):
    __family__ = "rnn"
    def __init__(
        self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
        device=None, dtype=None,
    ):
        super().__init__("GRU", input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional)

class RNNCellBase(Module):
    __family__ = "rnn"
    weight_ih: Float[Parameter, "num_chunks*hidden_size input_size"]
    weight_hh: Float[Parameter, "num_chunks*hidden_size hidden_size"]
    bias_ih: Float[Parameter, "num_chunks*hidden_size"] if bias else None
    bias_hh: Float[Parameter, "num_chunks*hidden_size"] if bias else None
    def __init__(self, input_size: int, hidden_size: int, bias: bool, num_chunks: int, device=None, dtype=None) -> None: ...
    def reset_parameters(self): ...
    @rule("recurrent.cell")
    def forward(self, input, hx=None): ...
    @property
    def _gates(self):
        return self.num_chunks

class RNNCell(RNNCellBase):
    __family__ = "rnn"
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, num_chunks=1)
        self.nonlinearity = nonlinearity

class LSTMCell(RNNCellBase):
    __family__ = "rnn"
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, num_chunks=4)

class GRUCell(RNNCellBase):
    __family__ = "rnn"
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, num_chunks=3)
