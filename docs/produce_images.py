"""Sends images to Glyphstream, and later their labels: a producer in another language, from the published schemas alone.

Takes binary PGM files (magic number P5) of white ink on black, such as `convert seven.png -resize 28x28 -negate seven.pgm` makes
of a black digit on white paper. Without files it draws a seven.
"""
import argparse
import datetime
import io
import pathlib
import struct
import sys
import uuid

import avro.io
import avro.schema
from confluent_kafka import Producer

RELEASED = pathlib.Path(__file__).parent.parent / "schemas/src/main/resources/io/glyphstream/schemas/released"
IMAGE, LABEL = 1, 2

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("files", nargs="*", type=pathlib.Path, help="PGM files; without any, one drawn seven")
arguments.add_argument("--bootstrap-servers", default="127.0.0.1:9092")
arguments.add_argument("--topic-prefix", default="glyphstream.")
arguments.add_argument("--label", type=int, help="the true class of all images, sent as labels after the images")
arguments.add_argument("--count", type=int, default=1, help="send each image so many times, each under an id of its own")
arguments.add_argument("--schemas", type=pathlib.Path, default=RELEASED, help="folder of <id>-<name>.avsc files")
arguments = arguments.parse_args()


def writer(schema_id):
    """Returns a function that encodes a record in Confluent's framing: a zero byte, a 4-byte schema id, the datum."""
    files = list(arguments.schemas.glob(f"{schema_id}-*.avsc"))
    if not files:
        sys.exit(f"no schema {schema_id} in {arguments.schemas}: name the folder of the .avsc files with --schemas")
    datum_writer = avro.io.DatumWriter(avro.schema.parse(files[0].read_text()))

    def encode(record):
        out = io.BytesIO()
        out.write(struct.pack(">bI", 0, schema_id))
        datum_writer.write(record, avro.io.BinaryEncoder(out))
        return out.getvalue()

    return encode


def drawn_seven():
    pixels = bytearray(28 * 28)
    for column in range(7, 21):
        pixels[5 * 28 + column] = pixels[6 * 28 + column] = 255
    for step in range(16):
        for column in (19 - step // 2, 20 - step // 2):
            pixels[(7 + step) * 28 + column] = 255
    return 28, 28, bytes(pixels)


def pgm(file):
    """Returns rows, columns and pixels of a binary PGM file: the words P5, width, height, 255, then the pixels."""
    data = file.read_bytes()
    words, position = [], 0
    while len(words) < 4 and position < len(data):
        end = position
        while end < len(data) and not data[end:end + 1].isspace():
            end += 1
        if data[position:position + 1] == b"#":
            end = data.find(b"\n", position)
            if end < 0:
                break
        elif end > position:
            words.append(data[position:end])
        position = end + 1
    if len(words) < 4 or words[0] != b"P5" or words[3] != b"255":
        sys.exit(f"{file}: must be a binary PGM file (P5) with a maximum of 255 but begins with {data[:16]!r}")
    columns, rows = int(words[1]), int(words[2])
    pixels = data[position:position + rows * columns]
    if len(pixels) != rows * columns:
        sys.exit(f"{file}: {columns} x {rows} must have {rows * columns} pixels but has {len(pixels)}")
    return rows, columns, pixels


def now():
    """Avro's timestamp-millis takes a datetime with a time zone."""
    return datetime.datetime.now(datetime.timezone.utc)


encode_image, encode_label = writer(IMAGE), writer(LABEL)
failures = []
producer = Producer({
    "bootstrap.servers": arguments.bootstrap_servers,
    # A label must lie in the partition of its image. librdkafka's own default is another than Java's, which
    # `glyphstream produce` and most other writers of labels have.
    "partitioner": "murmur2_random",
    "enable.idempotence": True,
    "message.timeout.ms": 30_000,
})


def send(topic, image_id, value):
    producer.produce(
        arguments.topic_prefix + topic,
        key=image_id,
        value=value,
        on_delivery=lambda error, record: failures.append(error) if error else None,
    )
    producer.poll(0)


run = uuid.uuid4().hex[:12]
sources = [(file.name, pgm(file)) for file in arguments.files] or [("drawn", drawn_seven())]
ids = []
for number in range(arguments.count):
    for name, (rows, columns, pixels) in sources:
        image_id = f"{run}/{name}-{number}"
        ids.append(image_id)
        send("images", image_id, encode_image({
            "id": image_id,
            "rows": rows,
            "columns": columns,
            "pixels": pixels,
            "label": None,
            "capturedAt": now(),
            "source": "produce_images.py",
        }))
producer.flush()
if arguments.label is not None:
    for image_id in ids:
        send("labels", image_id, encode_label({
            "imageId": image_id,
            "label": arguments.label,
            "labeledAt": now(),
            "source": "produce_images.py",
        }))
    producer.flush()
if failures:
    sys.exit(f"{len(failures)} records were not sent, the first because: {failures[0]}")
print(f"{len(ids)} images sent, the first with the id {ids[0]}")
