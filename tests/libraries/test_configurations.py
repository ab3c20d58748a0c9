"""omegaconf, hydra and tqdm: what is written in the program is known, what stands in a file is not."""

from libraries.running import by_interpreter

PROGRAM = """
import hydra
from hydra.utils import instantiate
from omegaconf import DictConfig, OmegaConf
from tqdm import tqdm
from tqdm.auto import trange
config = OmegaConf.create({'model': {'dim': 4, 'layers': [1, 2]}, 'x': 3, 'y': '${x}'})
merged = OmegaConf.merge(config, {'model': {'dim': 8}})
class Made:
    def __init__(self, value): self.value = value
@hydra.main(config_path='conf', config_name='c', version_base=None)
def run(cfg): return cfg.model.dim
"""


def known(expression: str) -> object:
    return by_interpreter(f"{PROGRAM}result = {expression}")


def test_what_is_written_in_the_program() -> None:
    assert known("config.model.dim, config['model']['layers'][1], 'q' in config, config.get('q', 7)") == (
        4,
        2,
        False,
        7,
    )
    assert known("merged.model.dim, merged.x, list(merged), OmegaConf.select(merged, 'model.dim')") == (
        8, 3, ["model", "x", "y"], 8,
    )  # fmt: skip
    assert known("{**config.model}['dim'], isinstance(config.model, DictConfig)") == (4, True)
    assert known("instantiate({'_target_': 'program.Made', 'value': 5}).value") == 5
    assert known("[i for i in tqdm([1, 2])], list(trange(2))") == ([1, 2], [0, 1])


def test_what_stands_in_files() -> None:
    for expression in ("run()", "OmegaConf.load('c.yaml').model.dim"):
        assert known(expression).reason == "a configuration from a file is not known"
    assert known("config.y").reason == "an interpolation in a configuration is not known"
