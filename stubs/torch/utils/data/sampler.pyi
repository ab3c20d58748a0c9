class Sampler:
    def __init__(self, data_source=None): ...
    def __iter__(self): ...

class SequentialSampler(Sampler):
    def __init__(self, data_source):
        self.data_source = data_source
    def __len__(self):
        return len(self.data_source)

class RandomSampler(Sampler):
    def __init__(self, data_source, replacement=False, num_samples=None, generator=None):
        self.data_source = data_source
        self.replacement = replacement
        self._num_samples = num_samples
    def __len__(self):
        return self._num_samples if self._num_samples is not None else len(self.data_source)

class SubsetRandomSampler(Sampler):
    def __init__(self, indices, generator=None):
        self.indices = indices
    def __len__(self):
        return len(self.indices)

class WeightedRandomSampler(Sampler):
    def __init__(self, weights, num_samples, replacement=True, generator=None):
        self.weights = weights
        self.num_samples = num_samples
        self.replacement = replacement
    def __len__(self):
        return self.num_samples

class BatchSampler(Sampler):
    def __init__(self, sampler, batch_size, drop_last):
        self.sampler = sampler
        self.batch_size = batch_size
        self.drop_last = drop_last
    def __len__(self):
        if self.drop_last:
            return len(self.sampler) // self.batch_size
        return (len(self.sampler) + self.batch_size - 1) // self.batch_size
