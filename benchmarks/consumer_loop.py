#!/usr/bin/env python3
"""Classifies the images of a topic the way most people would: a loop around a consumer, with NumPy, in Python.

It answers each image once, by Kafka's transactions, with the weights of a perceptron that `glyphstream bench pipeline --python` hands
over. Records are decoded by fastavro or, where that is not there, by the avro package; with --by-hand by as little code as does, which is
several times as fast and breaks with the next version of the schema. Ends with its standard input.
"""
import argparse
import io
import json
import pathlib
import sys
import threading
import time

import numpy
from confluent_kafka import Consumer, Producer, TopicPartition

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--bootstrap-servers", required=True)
parser.add_argument("--group", required=True)
parser.add_argument("--images", required=True, metavar="TOPIC", help="read")
parser.add_argument("--predictions", required=True, metavar="TOPIC", help="written")
parser.add_argument("--weights", required=True, metavar="FILE", help="each layer's weights, then its biases, as little-endian floats")
parser.add_argument("--layers", required=True, metavar="N,N,N", help="784,500,10, say")
parser.add_argument("--commit-interval", type=float, required=True, metavar="MS")
parser.add_argument("--batch", type=int, default=512, metavar="N", help="most images at a time (default: 512)")
parser.add_argument("--by-hand", action="store_true", help="decode without a library")
chosen = parser.parse_args()

widths = [int(width) for width in chosen.layers.split(",")]
numbers = numpy.fromfile(chosen.weights, "<f4")
layers = []
for inputs, outputs in zip(widths, widths[1:]):
    weights, biases, numbers = numpy.split(numbers, [inputs * outputs, (inputs + 1) * outputs])
    layers.append((numpy.ascontiguousarray(weights.reshape(inputs, outputs)), biases))


SCHEMA = pathlib.Path(__file__).parent.parent / "schemas/src/main/resources/io/glyphstream/schemas/released/1-Image.avsc"


def decoder():
    """Returns what makes a datum after its frame into a record."""
    try:
        import fastavro

        schema = fastavro.parse_schema(json.loads(SCHEMA.read_text()))
        return lambda datum: fastavro.schemaless_reader(datum, schema)
    except ImportError:
        import avro.io
        import avro.schema

        reader = avro.io.DatumReader(avro.schema.parse(SCHEMA.read_text()))
        return lambda datum: reader.read(avro.io.BinaryDecoder(datum))


def varint(value, at):
    """Returns one of Avro's whole numbers and where it ends."""
    number = shift = 0
    while True:
        byte = value[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return (number >> 1) ^ -(number & 1), at
        shift += 7


def pixels_by_hand(value):
    """Returns the pixels of an image record: after the frame come id, rows, columns and pixels."""
    length, at = varint(value, 5)
    at += length
    _, at = varint(value, at)
    _, at = varint(value, at)
    length, at = varint(value, at)
    return numpy.frombuffer(value, numpy.uint8, length, at)


if chosen.by_hand:
    pixels = pixels_by_hand
else:
    decode = decoder()

    def pixels(value):
        return numpy.frombuffer(decode(io.BytesIO(value[5:]))["pixels"], numpy.uint8)


def scores(batch):
    signals = numpy.stack(batch).astype(numpy.float32) * numpy.float32(1 / 255)
    for weights, biases in layers[:-1]:
        signals = numpy.maximum(signals @ weights + biases, 0)
    weights, biases = layers[-1]
    sums = signals @ weights + biases
    powers = numpy.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


consumer = Consumer({
    "bootstrap.servers": chosen.bootstrap_servers,
    "group.id": chosen.group,
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
    "isolation.level": "read_committed",
})
producer = Producer({
    "bootstrap.servers": chosen.bootstrap_servers,
    "transactional.id": chosen.group,
    "linger.ms": 20,
    "queue.buffering.max.messages": 1000000,
})
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
consumer.subscribe([chosen.images])
producer.init_transactions()
producer.begin_transaction()
positions = {}
due = time.monotonic() + chosen.commit_interval / 1000
while not ended.is_set():
    records = [record for record in consumer.consume(chosen.batch, timeout=0.1) if not record.error()]
    if records:
        shares = scores([pixels(record.value()) for record in records])
        answers = shares.argmax(axis=1)
        for record, answer, share in zip(records, answers.tolist(), shares.tolist()):
            text = json.dumps({"image": record.key().decode(), "answer": answer, "confidence": share[answer], "outputs": share})
            producer.produce(chosen.predictions, key=record.key(), value=text, partition=record.partition())
            positions[record.topic(), record.partition()] = record.offset() + 1
        producer.poll(0)
    if positions and time.monotonic() >= due:
        offsets = [TopicPartition(topic, partition, offset) for (topic, partition), offset in positions.items()]
        producer.send_offsets_to_transaction(offsets, consumer.consumer_group_metadata())
        producer.commit_transaction()
        producer.begin_transaction()
        positions = {}
        due = time.monotonic() + chosen.commit_interval / 1000
producer.abort_transaction()
consumer.close()
