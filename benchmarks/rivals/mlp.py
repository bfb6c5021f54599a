#!/usr/bin/env python3
"""Measures training and inference of a perceptron in PyTorch on MNIST: 784-500-10, ReLU, softmax, Adam with a rate of 0.001.

A training speed is the median over the epochs after the first. Prints JSON.

    apt-get install python3-torch libopenblas0-pthread
    /usr/bin/python3 benchmarks/rivals/mlp.py --data DIR
"""
import json
import statistics
import time

import common

BATCHES = (1, 64, 1024)


def add(parser):
    parser.add_argument("--epochs", type=int, default=3, metavar="N", help="of each training; default 3")
    parser.add_argument("--batch", type=int, nargs="+", default=[64, 128], metavar="N", help="images in a step; default 64 128")


chosen = common.options(__doc__, add)
if chosen.epochs < 2:
    raise SystemExit(f"mlp.py: --epochs must be at least 2 but was {chosen.epochs}: the first epoch is not counted")

import torch
from torch.nn import Linear, ReLU, Sequential
from torch.nn.functional import cross_entropy

torch.set_num_threads(chosen.threads)
torch.manual_seed(0)


def tensors(part):
    images, labels = common.mnist(chosen.data, part)
    return torch.from_numpy(images.astype("float32") / 255), torch.from_numpy(labels.astype("int64"))


def epoch(model, optimizer, images, labels, batch):
    """Returns the images a second of one pass in random order."""
    start, order = time.perf_counter(), torch.randperm(len(images))
    for rows in order.split(batch):
        optimizer.zero_grad()
        cross_entropy(model(images[rows]), labels[rows]).backward()
        optimizer.step()
    return len(images) / (time.perf_counter() - start)


images, labels = tensors("train")
test_images, test_labels = tensors("t10k")
measured = {"training": {}, "accuracy": {}, "inference": {}}
for batch in chosen.batch:
    model = Sequential(Linear(784, 500), ReLU(), Linear(500, 10))
    optimizer = torch.optim.Adam(model.parameters(), 0.001)
    speeds = [epoch(model, optimizer, images, labels, batch) for _ in range(chosen.epochs)]
    measured["training"][str(batch)] = statistics.median(speeds[1:])
    with torch.no_grad():
        measured["accuracy"][str(batch)] = (model(test_images).argmax(1) == test_labels).float().mean().item()

with torch.no_grad():
    for batch in BATCHES:
        measured["inference"][str(batch)] = common.rate(
            lambda first, last: model(test_images[first:last]), batch, len(test_images), seconds=1.0, rounds=5
        )

print(json.dumps(measured, indent=1))
