"""Recurrent layers, attention and transformers."""

from __future__ import annotations

from functools import partial

from conformance.pen import FLAGS, Draw, Given, Maker, Pen, given, nothing_masked

ACTIVATIONS = ("'relu'", "'gelu'", "F.relu", "nn.GELU()")


def recurrent(pen: Pen, kind: str) -> Draw:
    wide, hidden, layers = pen.randint(1, 4), pen.randint(2, 4), pen.randint(1, 3)
    both, first = pen.flag(0.4), pen.flag()
    projected = pen.randint(1, hidden - 1) if kind == "LSTM" and pen.flag(0.25) else 0
    written = f"{wide}, {hidden}" if pen.flag() else f"input_size={wide}, hidden_size={hidden}"
    written += f", num_layers={layers}" if layers > 1 else ""
    written += ", bidirectional=True" if both else ""
    written += ", batch_first=True" if first else ""
    written += f", proj_size={projected}" if projected else ""
    written += pen.options(0.2, bias=FLAGS, dropout=("0.1", "0"))
    written += pen.options(0.3, nonlinearity="'relu'") if kind == "RNN" else ""
    layer = f"nn.{kind}({written})"
    length, batch = pen.size(4), pen.size(3)
    x = given(length, pen.near(wide))
    rest: tuple[int, ...] = ()
    if pen.flag(0.75):
        x = given(batch, length, pen.near(wide)) if first else given(length, batch, pen.near(wide))
        rest = (pen.near(batch),)
    if pen.flag(0.55):
        return Draw(layer, (x,))
    state = given(pen.near(layers * (1 + both)), *rest, pen.near(projected or hidden))
    if kind != "LSTM":
        return Draw(layer, (x, state))
    cell = given(layers * (1 + both), *rest, pen.near(hidden))
    return Draw(layer, (x, state, cell), "a, (b, c)")


def packed(pen: Pen, kind: str) -> Draw:
    wide, hidden, first = pen.randint(1, 4), pen.randint(2, 4), pen.flag()
    length, batch = pen.randint(1, 4), pen.randint(1, 3)
    x = given(batch, length, wide) if first else given(length, batch, wide)
    layer = f"nn.{kind}({pen.near(wide)}, {hidden}{pen.options(bidirectional=FLAGS)}, batch_first={first})"
    pack = f"nn.utils.rnn.pack_padded_sequence(a, torch.full(({batch},), {length}), batch_first={first})"
    return Draw(layer, (x,), pack)


def cell(pen: Pen, kind: str) -> Draw:
    wide, hidden = pen.randint(1, 4), pen.randint(1, 4)
    written = f"{wide}, {hidden}" + pen.options(bias=FLAGS)
    written += pen.options(0.3, nonlinearity="'relu'") if kind == "RNN" else ""
    batch = pen.batch()
    x, state = given(*batch, pen.near(wide)), given(*(pen.near(size) for size in batch), pen.near(hidden))
    layer = f"nn.{kind}Cell({written})"
    if pen.flag(0.4):
        return Draw(layer, (x,))
    if kind == "LSTM":
        other = given(*batch, pen.near(hidden))
        return Draw(layer, (x, state, other), "a, (b, c)")
    return Draw(layer, (x, state))


def attention(pen: Pen) -> Draw:
    heads = pen.randint(1, 3)
    wide = heads * pen.randint(1, 3) if pen.flag(0.95) else heads + 1
    kdim, vdim = (pen.randint(1, 4) if pen.flag(0.2) else None for _ in range(2))
    first, batch = pen.flag(), pen.batch()
    length, keys = pen.randint(1, 4), pen.randint(1, 4)

    def operand(rows: int, size: int) -> Given:
        lead = tuple(pen.near(each) for each in batch)
        sizes = (*lead, pen.near(rows)) if first else (pen.near(rows), *lead)
        return given(*sizes, pen.near(size))

    written = f"{wide}, {heads}" + pen.options(0.2, dropout="0.1", bias=FLAGS, add_bias_kv=FLAGS, add_zero_attn=FLAGS)
    written += f", kdim={kdim}" if kdim else ""
    written += f", vdim={vdim}" if vdim else ""
    written += ", batch_first=True" if first else ""
    layer = f"nn.MultiheadAttention({written})"
    row = [operand(length, wide), operand(keys, kdim or wide), operand(keys, vdim or wide)]
    call = "a, b, c" + pen.options(0.3, need_weights=FLAGS, average_attn_weights=FLAGS)
    if pen.flag(0.25):
        mask = pen.choice(((length, keys), (batch[0] * heads if batch else heads, length, keys)))
        row.append(nothing_masked(*(pen.near(size) for size in mask)))
        call += ", attn_mask=d"
    if pen.flag(0.25):
        call += f", key_padding_mask={'abcdefgh'[len(row)]}"
        row.append(nothing_masked(*(pen.near(size) for size in (*batch, keys))))
    return Draw(layer, tuple(row), call)


def _block(pen: Pen, wide: int, heads: int, first: bool) -> str:
    options = f", dim_feedforward={pen.randint(1, 5)}, batch_first={first}"
    return f"{wide}, {heads}{options}" + pen.options(
        0.15, activation=ACTIVATIONS, norm_first=FLAGS, bias=FLAGS, dropout="0.0"
    )


def _sequence(pen: Pen, batch: tuple[int, ...], length: int, wide: int, first: bool) -> Given:
    lead = tuple(pen.near(size) for size in batch)
    return given(*lead, length, pen.near(wide)) if first else given(length, *lead, pen.near(wide))


def transformer(pen: Pen, name: str) -> Draw:
    heads = pen.randint(1, 2)
    wide = heads * pen.randint(1, 3) if pen.flag(0.95) else heads + 1
    first, batch, length, memory = pen.flag(), pen.batch(), pen.randint(1, 4), pen.randint(1, 4)
    block = _block(pen, wide, heads, first)
    x, y = _sequence(pen, batch, length, wide, first), _sequence(pen, batch, memory, wide, first)
    mask = nothing_masked(pen.near(length), pen.near(length))
    masked = pen.flag(0.25)
    if name == "TransformerEncoderLayer":
        return Draw(f"nn.{name}({block})", (x, mask) if masked else (x,))
    if name == "TransformerEncoder":
        norm = pen.choice(("", "", f", norm=nn.LayerNorm({wide})"))
        layer = f"nn.{name}(nn.TransformerEncoderLayer({block}), {pen.randint(1, 2)}{norm})"
        if pen.flag(0.2):
            return Draw(layer, (x, nothing_masked(*batch, pen.near(length))), "a, src_key_padding_mask=b")
        return Draw(layer, (x, mask) if masked else (x,), "a, mask=b" if masked else "")
    if name == "TransformerDecoderLayer":
        return Draw(f"nn.{name}({block})", (x, y, mask) if masked else (x, y))
    if name == "TransformerDecoder":
        layer = f"nn.{name}(nn.TransformerDecoderLayer({block}), {pen.randint(1, 2)})"
        return Draw(layer, (x, y, mask) if masked else (x, y), "a, b, tgt_mask=c" if masked else "")
    counts = f", num_encoder_layers={pen.randint(1, 2)}, num_decoder_layers={pen.randint(1, 2)}"
    square = nothing_masked(pen.near(memory), pen.near(memory))
    return Draw(
        f"nn.{name}({block}{counts})", (x, y, square) if masked else (x, y), "a, b, tgt_mask=c" if masked else ""
    )


def sequence_or_packed(pen: Pen, kind: str) -> Draw:
    return packed(pen, kind) if pen.flag(0.1) else recurrent(pen, kind)


def sequential(pen: Pen) -> Draw:
    a, b, c = pen.randint(1, 5), pen.randint(1, 5), pen.randint(1, 5)
    x = given(*pen.any_sizes(2), pen.near(a))
    return Draw(f"nn.Sequential(nn.Linear({a}, {b}), nn.ReLU(), nn.Linear({pen.near(b)}, {c}))", (x,))


MAKERS: dict[str, Maker] = {"MultiheadAttention": attention, "Sequential": sequential}
MAKERS.update({_kind: partial(sequence_or_packed, kind=_kind) for _kind in ("RNN", "GRU", "LSTM")})
MAKERS.update({f"{_kind}Cell": partial(cell, kind=_kind) for _kind in ("RNN", "GRU", "LSTM")})
for _name in ("Encoder", "Decoder"):
    MAKERS[f"Transformer{_name}"] = partial(transformer, name=f"Transformer{_name}")
    MAKERS[f"Transformer{_name}Layer"] = partial(transformer, name=f"Transformer{_name}Layer")
MAKERS["Transformer"] = partial(transformer, name="Transformer")
