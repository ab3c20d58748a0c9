"""Progress that nobody sees."""

from tqdm import tqdm, trange
