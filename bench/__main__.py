"""``python -m bench``: start-up time, memory, throughput and lines per layer."""

import asyncio
import statistics
import sys
import time

from bench.lines import lines_per_layer
from bench.process import cpu_seconds, resident_megabytes
from bench.sign_ins import sign_in_from_session, sign_in_many
from bench.stage import Stage, stage

STARTS = 5
FEW = 5
MANY = 200
TIMED = 300
AT_ONCE = 8
WITHIN = 120


def measure_start(place: Stage, **settings: str) -> float:
    """Give the median time from the command to the first 200 of ``/health/ready``."""
    taken = []
    for _ in range(STARTS):
        began = time.perf_counter()
        with place.provider(**settings):
            taken.append(time.perf_counter() - began)
    return statistics.median(taken)


async def measure_load(place: Stage, name: str, **settings: str) -> None:
    """Print memory and throughput of one worker on one store."""
    with place.provider(**settings) as pid:
        await sign_in_many(place.plan, FEW, 1)
        print(f"{name}: resident at rest            {resident_megabytes(pid):8.1f} MB")
        await sign_in_many(place.plan, MANY, AT_ONCE)
        print(f"{name}: resident after {MANY} sign-ins {resident_megabytes(pid):8.1f} MB")
        for kind, sign_ins in (("trip", sign_in_many), ("session", sign_in_from_session)):
            used, began = cpu_seconds(pid), time.perf_counter()
            await sign_ins(place.plan, TIMED, AT_ONCE)
            taken, used = time.perf_counter() - began, cpu_seconds(pid) - used
            print(f"{name}: by {kind:<7} {AT_ONCE} at a time      {TIMED / taken:8.1f} a second")
            print(f"{name}: by {kind:<7} processor each   {1000 * used / TIMED:8.2f} ms")


async def main() -> int:
    """Measure everything within a bounded time."""
    with stage() as (place, redis_url):
        seconds = measure_start(place, REDIS_URL=redis_url)
        print(f"start to ready, median of {STARTS}       {seconds:8.2f} s")
        async with asyncio.timeout(WITHIN):
            await measure_load(place, "redis ", REDIS_URL=redis_url)
            await measure_load(place, "memory")
    layers = lines_per_layer()
    for layer, lines in layers.items():
        print(f"lines of {layer:<12} {lines:>21}")
    print(f"lines altogether {sum(layers.values()):>25}")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
