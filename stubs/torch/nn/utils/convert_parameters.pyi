import torch

def parameters_to_vector(parameters):
    return torch.cat([parameter.view(-1) for parameter in parameters])

def vector_to_parameters(vec, parameters):
    start = 0
    for parameter in parameters:
        count = parameter.numel()
        vec[start : start + count].view_as(parameter)
        start += count
