class dtype:
    def __init__(self, name, itemsize, is_floating_point, is_complex, is_signed):
        self.name = name
        self.itemsize = itemsize
        self.is_floating_point = is_floating_point
        self.is_complex = is_complex
        self.is_signed = is_signed
    def __repr__(self):
        return "torch." + self.name
    def to_real(self):
        return _REAL.get(self, self)
    def to_complex(self):
        return _COMPLEX.get(self, self)

float64 = double = dtype("float64", 8, True, False, True)
float32 = float = dtype("float32", 4, True, False, True)
float16 = half = dtype("float16", 2, True, False, True)
bfloat16 = dtype("bfloat16", 2, True, False, True)
float8_e4m3fn = dtype("float8_e4m3fn", 1, True, False, True)
float8_e4m3fnuz = dtype("float8_e4m3fnuz", 1, True, False, True)
float8_e5m2 = dtype("float8_e5m2", 1, True, False, True)
float8_e5m2fnuz = dtype("float8_e5m2fnuz", 1, True, False, True)
float8_e8m0fnu = dtype("float8_e8m0fnu", 1, True, False, False)
float4_e2m1fn_x2 = dtype("float4_e2m1fn_x2", 1, True, False, True)
complex128 = cdouble = dtype("complex128", 16, False, True, True)
complex64 = cfloat = dtype("complex64", 8, False, True, True)
complex32 = chalf = dtype("complex32", 4, False, True, True)
int64 = long = dtype("int64", 8, False, False, True)
int32 = int = dtype("int32", 4, False, False, True)
int16 = short = dtype("int16", 2, False, False, True)
int8 = dtype("int8", 1, False, False, True)
uint64 = dtype("uint64", 8, False, False, False)
uint32 = dtype("uint32", 4, False, False, False)
uint16 = dtype("uint16", 2, False, False, False)
uint8 = dtype("uint8", 1, False, False, False)
bool = dtype("bool", 1, False, False, False)
qint8 = dtype("qint8", 1, False, False, True)
quint8 = dtype("quint8", 1, False, False, False)
qint32 = dtype("qint32", 4, False, False, True)
quint4x2 = dtype("quint4x2", 1, False, False, False)
quint2x4 = dtype("quint2x4", 1, False, False, False)
bits8 = dtype("bits8", 1, False, False, False)
bits16 = dtype("bits16", 2, False, False, False)
bits1x8 = dtype("bits1x8", 1, False, False, False)
bits2x4 = dtype("bits2x4", 1, False, False, False)
bits4x2 = dtype("bits4x2", 1, False, False, False)
int1 = dtype("int1", 1, False, False, True)
int2 = dtype("int2", 1, False, False, True)
int3 = dtype("int3", 1, False, False, True)
int4 = dtype("int4", 1, False, False, True)
int5 = dtype("int5", 1, False, False, True)
int6 = dtype("int6", 1, False, False, True)
int7 = dtype("int7", 1, False, False, True)
uint1 = dtype("uint1", 1, False, False, False)
uint2 = dtype("uint2", 1, False, False, False)
uint3 = dtype("uint3", 1, False, False, False)
uint4 = dtype("uint4", 1, False, False, False)
uint5 = dtype("uint5", 1, False, False, False)
uint6 = dtype("uint6", 1, False, False, False)
uint7 = dtype("uint7", 1, False, False, False)
_REAL = {complex128: float64, complex64: float32, complex32: float16}
_COMPLEX = {float64: complex128, float32: complex64, float16: complex32, bfloat16: complex64}

class layout:
    def __init__(self, name):
        self.name = name
    def __repr__(self):
        return "torch." + self.name

strided = layout("strided")
sparse_coo = layout("sparse_coo")
sparse_csr = layout("sparse_csr")
sparse_csc = layout("sparse_csc")
sparse_bsr = layout("sparse_bsr")
sparse_bsc = layout("sparse_bsc")
jagged = layout("jagged")
_mkldnn = layout("_mkldnn")

class memory_format:
    def __init__(self, name):
        self.name = name
    def __repr__(self):
        return "torch." + self.name

contiguous_format = memory_format("contiguous_format")
channels_last = memory_format("channels_last")
channels_last_3d = memory_format("channels_last_3d")
preserve_format = memory_format("preserve_format")

class qscheme:
    def __init__(self, name):
        self.name = name
    def __repr__(self):
        return "torch." + self.name

per_tensor_affine = qscheme("per_tensor_affine")
per_tensor_symmetric = qscheme("per_tensor_symmetric")
per_channel_affine = qscheme("per_channel_affine")
per_channel_symmetric = qscheme("per_channel_symmetric")
per_channel_affine_float_qparams = qscheme("per_channel_affine_float_qparams")
