"""Threads: one at a time."""

@native("unmodelled.name")
def _unmodelled(name): ...

class Lock:
    def acquire(self, blocking=True, timeout=-1): return True
    def release(self): return None
    def locked(self): return _unmodelled("whether a lock is held")
    def __enter__(self): return True
    def __exit__(self, *exc_info): return None

class RLock(Lock): ...
class Condition(Lock):
    def __init__(self, lock=None): pass
    def wait(self, timeout=None): return _unmodelled("whether a condition was notified")
    def wait_for(self, predicate, timeout=None): return _unmodelled("what a condition waits for")
    def notify(self, n=1): return None
    def notify_all(self): return None
    notifyAll = notify_all
class Semaphore(Lock):
    def __init__(self, value=1): pass
class BoundedSemaphore(Semaphore): ...

class local: ...

class Event:
    def is_set(self): return _unmodelled("whether an event is set")
    isSet = is_set
    def set(self): return None
    def clear(self): return None
    def wait(self, timeout=None): return _unmodelled("whether an event is set")

def __getattr__(name):
    return _unmodelled(f"threading.{name}")
