#!/usr/bin/env python3
"""Measures the training of a convolutional network in PyTorch on MNIST: the layers, optimizer and batch of `train cnn --preset quick`.

Images are not distorted. A training speed is the median over the epochs after the first. Prints JSON.

    apt-get install python3-torch libopenblas0-pthread
    /usr/bin/python3 benchmarks/rivals/cnn.py --data DIR
"""
import json
import statistics
import time

import common


def add(parser):
    parser.add_argument("--epochs", type=int, default=3, metavar="N", help="of the training; default 3")
    parser.add_argument("--batch", type=int, default=32, metavar="N", help="images in a step; default 32")
    parser.add_argument("--images", type=int, default=60000, metavar="N", help="learn from the first N; default all")


chosen = common.options(__doc__, add)
if chosen.epochs < 2:
    raise SystemExit(f"cnn.py: --epochs must be at least 2 but was {chosen.epochs}: the first epoch is not counted")

import torch
from torch.nn import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential
from torch.nn.functional import cross_entropy

torch.set_num_threads(chosen.threads)
torch.manual_seed(0)


def tensors(part):
    images, labels = common.mnist(chosen.data, part)
    return torch.from_numpy(images.astype("float32") / 255).reshape(-1, 1, 28, 28), torch.from_numpy(labels.astype("int64"))


images, labels = (tensor[: chosen.images] for tensor in tensors("train"))
test_images, test_labels = tensors("t10k")
model = Sequential(
    Conv2d(1, 16, 5), MaxPool2d(2), ReLU(), Conv2d(16, 32, 5), MaxPool2d(2), ReLU(), Flatten(), Linear(512, 128), ReLU(), Linear(128, 10)
)
optimizer = torch.optim.Adam(model.parameters(), 0.003)
speeds = []
for _ in range(chosen.epochs):
    start, order = time.perf_counter(), torch.randperm(len(images))
    cpu = time.process_time()
    for rows in order.split(chosen.batch):
        optimizer.zero_grad()
        cross_entropy(model(images[rows]), labels[rows]).backward()
        optimizer.step()
    speeds.append((len(images) / (time.perf_counter() - start), len(images) / (time.process_time() - cpu)))
with torch.no_grad():
    accuracy = (model(test_images).argmax(1) == test_labels).float().mean().item()
print(
    json.dumps(
        {
            "imagesPerSecond": statistics.median(speed for speed, _ in speeds[1:]),
            "imagesPerProcessorSecond": statistics.median(speed for _, speed in speeds[1:]),
            "accuracy": accuracy,
        },
        indent=1,
    )
)
