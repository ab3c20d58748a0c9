from torch.nn.parallel.data_parallel import DataParallel
from torch.nn.parallel.data_parallel import data_parallel
from torch.nn.parallel.distributed import DistributedDataParallel

def replicate(network, devices, detach=False):
    return [network for _ in devices]
