from torch.nn.modules.pooling import AdaptiveAvgPool1d
from torch.nn.modules.pooling import AdaptiveAvgPool2d
from torch.nn.modules.pooling import AdaptiveAvgPool3d
from torch.nn.modules.adaptive import AdaptiveLogSoftmaxWithLoss
from torch.nn.modules.pooling import AdaptiveMaxPool1d
from torch.nn.modules.pooling import AdaptiveMaxPool2d
from torch.nn.modules.pooling import AdaptiveMaxPool3d
from torch.nn.modules.dropout import AlphaDropout
from torch.nn.modules.pooling import AvgPool1d
from torch.nn.modules.pooling import AvgPool2d
from torch.nn.modules.pooling import AvgPool3d
from torch.nn.modules.loss import BCELoss
from torch.nn.modules.loss import BCEWithLogitsLoss
from torch.nn.modules.batchnorm import BatchNorm1d
from torch.nn.modules.batchnorm import BatchNorm2d
from torch.nn.modules.batchnorm import BatchNorm3d
from torch.nn.modules.linear import Bilinear
from torch.nn.modules.activation import CELU
from torch.nn.modules.loss import CTCLoss
from torch.nn.modules.channelshuffle import ChannelShuffle
from torch.nn.modules.padding import CircularPad1d
from torch.nn.modules.padding import CircularPad2d
from torch.nn.modules.padding import CircularPad3d
from torch.nn.modules.padding import ConstantPad1d
from torch.nn.modules.padding import ConstantPad2d
from torch.nn.modules.padding import ConstantPad3d
from torch.nn.modules.container import Container
from torch.nn.modules.conv import Conv1d
from torch.nn.modules.conv import Conv2d
from torch.nn.modules.conv import Conv3d
from torch.nn.modules.conv import ConvTranspose1d
from torch.nn.modules.conv import ConvTranspose2d
from torch.nn.modules.conv import ConvTranspose3d
from torch.nn.modules.loss import CosineEmbeddingLoss
from torch.nn.modules.distance import CosineSimilarity
from torch.nn.modules.loss import CrossEntropyLoss
from torch.nn.modules.normalization import CrossMapLRN2d
from torch.nn.modules.dropout import Dropout
from torch.nn.modules.dropout import Dropout1d
from torch.nn.modules.dropout import Dropout2d
from torch.nn.modules.dropout import Dropout3d
from torch.nn.modules.activation import ELU
from torch.nn.modules.sparse import Embedding
from torch.nn.modules.sparse import EmbeddingBag
from torch.nn.modules.dropout import FeatureAlphaDropout
from torch.nn.modules.flatten import Flatten
from torch.nn.modules.fold import Fold
from torch.nn.modules.pooling import FractionalMaxPool2d
from torch.nn.modules.pooling import FractionalMaxPool3d
from torch.nn.modules.activation import GELU
from torch.nn.modules.activation import GLU
from torch.nn.modules.rnn import GRU
from torch.nn.modules.rnn import GRUCell
from torch.nn.modules.loss import GaussianNLLLoss
from torch.nn.modules.normalization import GroupNorm
from torch.nn.modules.activation import Hardshrink
from torch.nn.modules.activation import Hardsigmoid
from torch.nn.modules.activation import Hardswish
from torch.nn.modules.activation import Hardtanh
from torch.nn.modules.loss import HingeEmbeddingLoss
from torch.nn.modules.loss import HuberLoss
from torch.nn.modules.linear import Identity
from torch.nn.modules.instancenorm import InstanceNorm1d
from torch.nn.modules.instancenorm import InstanceNorm2d
from torch.nn.modules.instancenorm import InstanceNorm3d
from torch.nn.modules.loss import KLDivLoss
from torch.nn.modules.loss import L1Loss
from torch.nn.modules.pooling import LPPool1d
from torch.nn.modules.pooling import LPPool2d
from torch.nn.modules.pooling import LPPool3d
from torch.nn.modules.rnn import LSTM
from torch.nn.modules.rnn import LSTMCell
from torch.nn.modules.normalization import LayerNorm
from torch.nn.modules.batchnorm import LazyBatchNorm1d
from torch.nn.modules.batchnorm import LazyBatchNorm2d
from torch.nn.modules.batchnorm import LazyBatchNorm3d
from torch.nn.modules.conv import LazyConv1d
from torch.nn.modules.conv import LazyConv2d
from torch.nn.modules.conv import LazyConv3d
from torch.nn.modules.conv import LazyConvTranspose1d
from torch.nn.modules.conv import LazyConvTranspose2d
from torch.nn.modules.conv import LazyConvTranspose3d
from torch.nn.modules.instancenorm import LazyInstanceNorm1d
from torch.nn.modules.instancenorm import LazyInstanceNorm2d
from torch.nn.modules.instancenorm import LazyInstanceNorm3d
from torch.nn.modules.linear import LazyLinear
from torch.nn.modules.activation import LeakyReLU
from torch.nn.modules.linear import Linear
from torch.nn.modules.loss import LinearCrossEntropyLoss
from torch.nn.modules.linear_cross_entropy_options import LinearCrossEntropyOptions
from torch.nn.modules.normalization import LocalResponseNorm
from torch.nn.modules.activation import LogSigmoid
from torch.nn.modules.activation import LogSoftmax
from torch.nn.modules.loss import MSELoss
from torch.nn.modules.loss import MarginRankingLoss
from torch.nn.modules.pooling import MaxPool1d
from torch.nn.modules.pooling import MaxPool2d
from torch.nn.modules.pooling import MaxPool3d
from torch.nn.modules.pooling import MaxUnpool1d
from torch.nn.modules.pooling import MaxUnpool2d
from torch.nn.modules.pooling import MaxUnpool3d
from torch.nn.modules.activation import Mish
from torch.nn.modules.module import Module
from torch.nn.modules.container import ModuleDict
from torch.nn.modules.container import ModuleList
from torch.nn.modules.loss import MultiLabelMarginLoss
from torch.nn.modules.loss import MultiLabelSoftMarginLoss
from torch.nn.modules.loss import MultiMarginLoss
from torch.nn.modules.activation import MultiheadAttention
from torch.nn.modules.loss import NLLLoss
from torch.nn.modules.loss import NLLLoss2d
from torch.nn.modules.activation import PReLU
from torch.nn.modules.distance import PairwiseDistance
from torch.nn.modules.container import ParameterDict
from torch.nn.modules.container import ParameterList
from torch.nn.modules.pixelshuffle import PixelShuffle
from torch.nn.modules.pixelshuffle import PixelUnshuffle
from torch.nn.modules.loss import PoissonNLLLoss
from torch.nn.modules.normalization import RMSNorm
from torch.nn.modules.rnn import RNN
from torch.nn.modules.rnn import RNNBase
from torch.nn.modules.rnn import RNNCell
from torch.nn.modules.rnn import RNNCellBase
from torch.nn.modules.activation import RReLU
from torch.nn.modules.activation import ReLU
from torch.nn.modules.activation import ReLU6
from torch.nn.modules.padding import ReflectionPad1d
from torch.nn.modules.padding import ReflectionPad2d
from torch.nn.modules.padding import ReflectionPad3d
from torch.nn.modules.padding import ReplicationPad1d
from torch.nn.modules.padding import ReplicationPad2d
from torch.nn.modules.padding import ReplicationPad3d
from torch.nn.modules.activation import SELU
from torch.nn.modules.container import Sequential
from torch.nn.modules.activation import SiLU
from torch.nn.modules.activation import Sigmoid
from torch.nn.modules.loss import SmoothL1Loss
from torch.nn.modules.loss import SoftMarginLoss
from torch.nn.modules.activation import Softmax
from torch.nn.modules.activation import Softmax2d
from torch.nn.modules.activation import Softmin
from torch.nn.modules.activation import Softplus
from torch.nn.modules.activation import Softshrink
from torch.nn.modules.activation import Softsign
from torch.nn.modules.batchnorm import SyncBatchNorm
from torch.nn.modules.activation import Tanh
from torch.nn.modules.activation import Tanhshrink
from torch.nn.modules.activation import Threshold
from torch.nn.modules.transformer import Transformer
from torch.nn.modules.transformer import TransformerDecoder
from torch.nn.modules.transformer import TransformerDecoderLayer
from torch.nn.modules.transformer import TransformerEncoder
from torch.nn.modules.transformer import TransformerEncoderLayer
from torch.nn.modules.loss import TripletMarginLoss
from torch.nn.modules.loss import TripletMarginWithDistanceLoss
from torch.nn.modules.flatten import Unflatten
from torch.nn.modules.fold import Unfold
from torch.nn.modules.upsampling import Upsample
from torch.nn.modules.upsampling import UpsamplingBilinear2d
from torch.nn.modules.upsampling import UpsamplingNearest2d
from torch.nn.modules.padding import ZeroPad1d
from torch.nn.modules.padding import ZeroPad2d
from torch.nn.modules.padding import ZeroPad3d

__all__ = [
    "AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveAvgPool3d", "AdaptiveLogSoftmaxWithLoss",
    "AdaptiveMaxPool1d", "AdaptiveMaxPool2d", "AdaptiveMaxPool3d", "AlphaDropout", "AvgPool1d", "AvgPool2d",
    "AvgPool3d", "BCELoss", "BCEWithLogitsLoss", "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "Bilinear", "CELU",
    "CTCLoss", "ChannelShuffle", "CircularPad1d", "CircularPad2d", "CircularPad3d", "ConstantPad1d",
    "ConstantPad2d", "ConstantPad3d", "Container", "Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d",
    "ConvTranspose2d", "ConvTranspose3d", "CosineEmbeddingLoss", "CosineSimilarity", "CrossEntropyLoss",
    "CrossMapLRN2d", "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "ELU", "Embedding", "EmbeddingBag",
    "FeatureAlphaDropout", "Flatten", "Fold", "FractionalMaxPool2d", "FractionalMaxPool3d", "GELU", "GLU", "GRU",
    "GRUCell", "GaussianNLLLoss", "GroupNorm", "Hardshrink", "Hardsigmoid", "Hardswish", "Hardtanh",
    "HingeEmbeddingLoss", "HuberLoss", "Identity", "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d",
    "KLDivLoss", "L1Loss", "LPPool1d", "LPPool2d", "LPPool3d", "LSTM", "LSTMCell", "LayerNorm", "LazyBatchNorm1d",
    "LazyBatchNorm2d", "LazyBatchNorm3d", "LazyConv1d", "LazyConv2d", "LazyConv3d", "LazyConvTranspose1d",
    "LazyConvTranspose2d", "LazyConvTranspose3d", "LazyInstanceNorm1d", "LazyInstanceNorm2d",
    "LazyInstanceNorm3d", "LazyLinear", "LeakyReLU", "Linear", "LinearCrossEntropyLoss",
    "LinearCrossEntropyOptions", "LocalResponseNorm", "LogSigmoid", "LogSoftmax", "MSELoss", "MarginRankingLoss",
    "MaxPool1d", "MaxPool2d", "MaxPool3d", "MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d", "Mish", "Module",
    "ModuleDict", "ModuleList", "MultiLabelMarginLoss", "MultiLabelSoftMarginLoss", "MultiMarginLoss",
    "MultiheadAttention", "NLLLoss", "NLLLoss2d", "PReLU", "PairwiseDistance", "ParameterDict", "ParameterList",
    "PixelShuffle", "PixelUnshuffle", "PoissonNLLLoss", "RMSNorm", "RNN", "RNNBase", "RNNCell", "RNNCellBase",
    "RReLU", "ReLU", "ReLU6", "ReflectionPad1d", "ReflectionPad2d", "ReflectionPad3d", "ReplicationPad1d",
    "ReplicationPad2d", "ReplicationPad3d", "SELU", "Sequential", "SiLU", "Sigmoid", "SmoothL1Loss",
    "SoftMarginLoss", "Softmax", "Softmax2d", "Softmin", "Softplus", "Softshrink", "Softsign", "SyncBatchNorm",
    "Tanh", "Tanhshrink", "Threshold", "Transformer", "TransformerDecoder", "TransformerDecoderLayer",
    "TransformerEncoder", "TransformerEncoderLayer", "TripletMarginLoss", "TripletMarginWithDistanceLoss",
    "Unflatten", "Unfold", "Upsample", "UpsamplingBilinear2d", "UpsamplingNearest2d", "ZeroPad1d", "ZeroPad2d",
    "ZeroPad3d",
]
