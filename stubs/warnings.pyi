def warn(*args, **keywords): return None
def warn_explicit(*args, **keywords): return None
def filterwarnings(*args, **keywords): return None
def simplefilter(*args, **keywords): return None
class catch_warnings:
    def __init__(self, *args, **keywords): pass
    def __enter__(self): return []
    def __exit__(self, *args): return None
