from torch.nn.modules.module import Module

class DistributedDataParallel(Module):
    def __init__(self, module, device_ids=None, output_device=None, dim=0, broadcast_buffers=True, **kwargs):
        super().__init__()
        self.module = module
        self.dim = dim
        self.device_ids = device_ids
        self.output_device = output_device
        self.broadcast_buffers = broadcast_buffers
    def forward(self, *inputs, **kwargs):
        return self.module(*inputs, **kwargs)
    def no_sync(self):
        return _NoSync()
    def join(self, *args, **kwargs):
        return _NoSync()

class _NoSync:
    def __enter__(self):
        return None
    def __exit__(self, *args):
        return None
