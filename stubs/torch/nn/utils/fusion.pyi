import copy
import torch
from torch.nn.parameter import Parameter

def fuse_conv_bn_eval(conv, bn, transpose=False):
    fused = copy.deepcopy(conv)
    if fused.bias is None:
        fused.bias = Parameter(torch.zeros_like(bn.running_mean), requires_grad=False)
    return fused

def fuse_conv_bn_weights(conv_w, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, transpose=False):
    return Parameter(conv_w), Parameter(torch.zeros_like(bn_rm))

def fuse_linear_bn_eval(linear, bn):
    fused = copy.deepcopy(linear)
    if fused.bias is None:
        fused.bias = Parameter(torch.zeros_like(bn.running_mean), requires_grad=False)
    return fused

def fuse_linear_bn_weights(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b):
    return Parameter(linear_w), Parameter(torch.zeros_like(bn_rm))
