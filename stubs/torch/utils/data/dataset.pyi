class Dataset:
    def __getitem__(self, index): ...
    def __add__(self, other):
        return ConcatDataset([self, other])

class IterableDataset(Dataset):
    def __iter__(self): ...

class TensorDataset(Dataset):
    def __init__(self, *tensors):
        self.tensors = tensors
    def __getitem__(self, index):
        return tuple(tensor[index] for tensor in self.tensors)
    def __len__(self):
        return self.tensors[0].size(0)

class StackDataset(Dataset):
    def __init__(self, *args, **kwargs): ...
    def __len__(self): ...

class ConcatDataset(Dataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)
    def __len__(self):
        total = 0
        for dataset in self.datasets:
            total += len(dataset)
        return total
    def __getitem__(self, idx):
        return self.datasets[0][idx]

class ChainDataset(IterableDataset):
    def __init__(self, datasets):
        self.datasets = datasets

class Subset(Dataset):
    def __init__(self, dataset, indices):
        self.dataset = dataset
        self.indices = indices
    def __getitem__(self, idx):
        return self.dataset[self.indices[idx]]
    def __len__(self):
        return len(self.indices)

def random_split(dataset, lengths, generator=None):
    return [Subset(dataset, part) for part in _places(dataset, lengths)]

@native("loaders.places")
def _places(dataset, lengths): ...
