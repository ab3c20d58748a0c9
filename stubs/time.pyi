"""Time passes, nobody knows how much."""

@native("unmodelled.name")
def _unmodelled(name): ...

def sleep(seconds, /): return None
def time(): return _unmodelled("time.time()")
def perf_counter(): return _unmodelled("time.perf_counter()")
def monotonic(): return _unmodelled("time.monotonic()")
def process_time(): return _unmodelled("time.process_time()")
def time_ns(): return _unmodelled("time.time_ns()")
def perf_counter_ns(): return _unmodelled("time.perf_counter_ns()")
def strftime(format, t=None, /): return _unmodelled("time.strftime()")

def __getattr__(name):
    return _unmodelled(f"time.{name}")
