"""asyncio: what runs concurrently is run in order, each coroutine where it is called."""

def run(main, *, debug=None): return main
async def gather(*coros_or_futures, return_exceptions=False): return list(coros_or_futures)
async def sleep(delay, result=None): return result
async def wait_for(fut, timeout): return fut
def create_task(coro, *, name=None, context=None): return coro
def ensure_future(coro_or_future, *, loop=None): return coro_or_future
def iscoroutinefunction(func): return _unmodelled("asyncio.iscoroutinefunction")

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"asyncio.{name}")
