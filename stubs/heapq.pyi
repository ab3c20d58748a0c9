"""Heaps, in the order CPython keeps them."""

__complete__ = True

def heappush(heap, item):
    heap.append(item)
    _sift_down(heap, 0, len(heap) - 1)

def heappop(heap):
    last = heap.pop()
    if heap:
        found = heap[0]
        heap[0] = last
        _sift_up(heap, 0)
        return found
    return last

def heapreplace(heap, item):
    found = heap[0]
    heap[0] = item
    _sift_up(heap, 0)
    return found

def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sift_up(heap, 0)
    return item

def heapify(x):
    for i in reversed(range(len(x) // 2)):
        _sift_up(x, i)

def _sift_down(heap, start, at):
    item = heap[at]
    while at > start:
        parent = (at - 1) >> 1
        if not item < heap[parent]:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item

def _sift_up(heap, at):
    end = len(heap)
    start = at
    item = heap[at]
    child = 2 * at + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _sift_down(heap, start, at)

def nlargest(n, iterable, key=None): return sorted(iterable, key=key, reverse=True)[:n]
def nsmallest(n, iterable, key=None): return sorted(iterable, key=key)[:n]
def merge(*iterables, key=None, reverse=False):
    return iter(sorted([item for each in iterables for item in each], key=key, reverse=reverse))
