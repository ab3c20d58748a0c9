from torch import Tensor, broadcast_tensors, empty
import torch

class Distribution:
    def __init__(self, batch_shape=(), event_shape=(), validate_args=None):
        self.batch_shape = tuple(batch_shape)
        self.event_shape = tuple(event_shape)
    @staticmethod
    def set_default_validate_args(value):
        return None
    def _extended_shape(self, sample_shape=()):
        return tuple(sample_shape) + self.batch_shape + self.event_shape
    def sample(self, sample_shape=()):
        return torch.empty(self._extended_shape(sample_shape))
    def rsample(self, sample_shape=()):
        return torch.empty(self._extended_shape(sample_shape))
    def log_prob(self, value):
        batch = torch.broadcast_shapes(value.shape, self.batch_shape + self.event_shape)
        return torch.empty(batch[: len(batch) - len(self.event_shape)])
    def cdf(self, value):
        return self.log_prob(value)
    def icdf(self, value):
        return self.log_prob(value)
    def entropy(self):
        return torch.empty(self.batch_shape)
    @property
    def mean(self):
        return torch.empty(self.batch_shape + self.event_shape)
    @property
    def variance(self):
        return torch.empty(self.batch_shape + self.event_shape)
    @property
    def stddev(self):
        return torch.empty(self.batch_shape + self.event_shape)
    @property
    def mode(self):
        return torch.empty(self.batch_shape + self.event_shape)
    def perplexity(self):
        return torch.empty(self.batch_shape)
    def enumerate_support(self, expand=True): ...
    def expand(self, batch_shape, _instance=None): ...

class ExponentialFamily(Distribution): ...

def _shape(*values):
    tensors = [value for value in values if isinstance(value, Tensor)]
    return torch.broadcast_shapes(*[tensor.shape for tensor in tensors]) if tensors else ()

class Normal(ExponentialFamily):
    def __init__(self, loc, scale, validate_args=None):
        super().__init__(_shape(loc, scale))
        self.loc = loc
        self.scale = scale

class Laplace(ExponentialFamily):
    def __init__(self, loc, scale, validate_args=None):
        super().__init__(_shape(loc, scale))
        self.loc = loc
        self.scale = scale

class Cauchy(ExponentialFamily):
    def __init__(self, loc, scale, validate_args=None):
        super().__init__(_shape(loc, scale))
        self.loc = loc
        self.scale = scale

class Gumbel(ExponentialFamily):
    def __init__(self, loc, scale, validate_args=None):
        super().__init__(_shape(loc, scale))
        self.loc = loc
        self.scale = scale

class LogNormal(ExponentialFamily):
    def __init__(self, loc, scale, validate_args=None):
        super().__init__(_shape(loc, scale))
        self.loc = loc
        self.scale = scale

class Uniform(ExponentialFamily):
    def __init__(self, low, high, validate_args=None):
        super().__init__(_shape(low, high))
        self.low = low
        self.high = high

class Beta(ExponentialFamily):
    def __init__(self, concentration1, concentration0, validate_args=None):
        super().__init__(_shape(concentration1, concentration0))
        self.concentration1 = concentration1
        self.concentration0 = concentration0

class Gamma(ExponentialFamily):
    def __init__(self, concentration, rate, validate_args=None):
        super().__init__(_shape(concentration, rate))
        self.concentration = concentration
        self.rate = rate

class Pareto(ExponentialFamily):
    def __init__(self, scale, alpha, validate_args=None):
        super().__init__(_shape(scale, alpha))
        self.scale = scale
        self.alpha = alpha

class VonMises(ExponentialFamily):
    def __init__(self, loc, concentration, validate_args=None):
        super().__init__(_shape(loc, concentration))
        self.loc = loc
        self.concentration = concentration

class Weibull(ExponentialFamily):
    def __init__(self, scale, concentration, validate_args=None):
        super().__init__(_shape(scale, concentration))
        self.scale = scale
        self.concentration = concentration

class FisherSnedecor(ExponentialFamily):
    def __init__(self, df1, df2, validate_args=None):
        super().__init__(_shape(df1, df2))
        self.df1 = df1
        self.df2 = df2

class Kumaraswamy(ExponentialFamily):
    def __init__(self, concentration1, concentration0, validate_args=None):
        super().__init__(_shape(concentration1, concentration0))
        self.concentration1 = concentration1
        self.concentration0 = concentration0

class Exponential(ExponentialFamily):
    def __init__(self, rate, validate_args=None):
        super().__init__(_shape(rate))
        self.rate = rate

class Poisson(ExponentialFamily):
    def __init__(self, rate, validate_args=None):
        super().__init__(_shape(rate))
        self.rate = rate

class HalfNormal(ExponentialFamily):
    def __init__(self, scale, validate_args=None):
        super().__init__(_shape(scale))
        self.scale = scale

class HalfCauchy(ExponentialFamily):
    def __init__(self, scale, validate_args=None):
        super().__init__(_shape(scale))
        self.scale = scale

class Chi2(ExponentialFamily):
    def __init__(self, df, validate_args=None):
        super().__init__(_shape(df))
        self.df = df

class Bernoulli(ExponentialFamily):
    def __init__(self, probs=None, logits=None, validate_args=None):
        super().__init__(_shape(probs, logits))

class Geometric(ExponentialFamily):
    def __init__(self, probs=None, logits=None, validate_args=None):
        super().__init__(_shape(probs, logits))

class Categorical(Distribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        given = logits if probs is None else probs
        self.logits = given
        self.probs = given
        super().__init__(given.shape[:-1])

class OneHotCategorical(Distribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        given = logits if probs is None else probs
        super().__init__(given.shape[:-1], given.shape[-1:])

class OneHotCategoricalStraightThrough(OneHotCategorical): ...
class RelaxedOneHotCategorical(Distribution):
    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        given = logits if probs is None else probs
        super().__init__(given.shape[:-1], given.shape[-1:])

class Dirichlet(ExponentialFamily):
    def __init__(self, concentration, validate_args=None):
        super().__init__(concentration.shape[:-1], concentration.shape[-1:])

class MultivariateNormal(Distribution):
    def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        matrix = covariance_matrix if covariance_matrix is not None else precision_matrix
        matrix = matrix if matrix is not None else scale_tril
        super().__init__(torch.broadcast_shapes(loc.shape[:-1], matrix.shape[:-2]), loc.shape[-1:])

class Independent(Distribution):
    def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
        self.base_dist = base_distribution
        split = len(base_distribution.batch_shape) - reinterpreted_batch_ndims
        super().__init__(
            base_distribution.batch_shape[:split], base_distribution.batch_shape[split:] + base_distribution.event_shape
        )

class Multinomial(Distribution):
    def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
        given = logits if probs is None else probs
        super().__init__(given.shape[:-1], given.shape[-1:])

def kl_divergence(p, q):
    return torch.empty(torch.broadcast_shapes(p.batch_shape, q.batch_shape))
def register_kl(type_p, type_q):
    def decorator(function):
        return function
    return decorator
class TransformedDistribution: ...
class MixtureSameFamily: ...
class StudentT: ...
class NegativeBinomial: ...
class Binomial: ...
class LowRankMultivariateNormal: ...
class RelaxedBernoulli: ...
class ContinuousBernoulli: ...
class InverseGamma: ...
class Wishart: ...
class LKJCholesky: ...
class LogisticNormal: ...
class GeneralizedPareto: ...
class Transform: ...
