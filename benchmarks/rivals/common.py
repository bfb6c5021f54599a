"""What the scripts of the rivals share: threads, MNIST's files, and how a rate is measured."""
import argparse
import gzip
import os
import pathlib
import statistics
import time


def options(description, add):
    """Returns the arguments of the command line. Call it before NumPy is loaded: OpenBLAS reads the threads when it starts."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True, metavar="DIR", help="the folder with MNIST's four files")
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="for every layer below; default 1")
    add(parser)
    chosen = parser.parse_args()
    # Without these, OpenBLAS and OpenMP use all processors.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = str(chosen.threads)
    return chosen


def mnist(folder, part):
    """Returns images (n x 784) and labels (n) of `train` or `t10k`, as bytes."""
    import numpy

    def content(name, header):
        with gzip.open(folder / f"{part}-{name}-ubyte.gz") as file:
            return numpy.frombuffer(file.read()[header:], numpy.uint8)

    return content("images-idx3", 16).reshape(-1, 784), content("labels-idx1", 8)


def rate(work, batch, limit, seconds=2.0, rounds=3):
    """Returns the median rows a second of `work(first, last)`, which takes `batch` of `limit` rows at a time."""
    rates = []
    for _ in range(rounds):
        done, start, now = 0, time.perf_counter(), 0.0
        while now < seconds:
            first = done % (limit - batch + 1)
            work(first, first + batch)
            done += batch
            now = time.perf_counter() - start
        rates.append(done / now)
    return statistics.median(rates)
