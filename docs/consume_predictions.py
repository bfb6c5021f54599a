"""Prints Glyphstream's predictions as they come: a consumer in another language, from the published schemas alone."""
import argparse
import io
import pathlib
import struct
import sys
import unicodedata

import avro.io
import avro.schema
from confluent_kafka import Consumer, KafkaException

RELEASED = pathlib.Path(__file__).parent.parent / "schemas/src/main/resources/io/glyphstream/schemas/released"

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--bootstrap-servers", default="127.0.0.1:9092")
arguments.add_argument("--topic", default="glyphstream.predictions")
arguments.add_argument("--schemas", type=pathlib.Path, default=RELEASED, help="folder of <id>-<name>.avsc files")
arguments.add_argument("--count", type=int, help="stop after this many (default: never)")
arguments.add_argument("--timeout", type=float, default=30.0, help="give up after this many seconds without a record")
arguments = arguments.parse_args()

# A schema's id is the number before the dash in its file's name.
readers = {
    int(file.name.split("-")[0]): avro.io.DatumReader(avro.schema.parse(file.read_text()))
    for file in arguments.schemas.glob("*-*.avsc")
}
if not readers:
    sys.exit(f"no schemas in {arguments.schemas}: name the folder of the .avsc files with --schemas")


def shown(text):
    """Returns the text with control and format characters written as in "\\x1b": ids are other people's, and terminals obey them."""
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else ascii(c)[1:-1] for c in text)


def decode(value):
    """Decodes Confluent's framing: a zero byte, a 4-byte schema id, the datum."""
    magic, schema_id = struct.unpack(">bI", value[:5])
    if magic != 0 or schema_id not in readers:
        raise ValueError(f"not a record of Glyphstream: magic byte {magic}, schema id {schema_id}")
    return readers[schema_id].read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))


consumer = Consumer({
    "bootstrap.servers": arguments.bootstrap_servers,
    "group.id": "consume-predictions-example",
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
    "isolation.level": "read_committed",
})
consumer.subscribe([arguments.topic])

printed = 0
try:
    while arguments.count is None or printed < arguments.count:
        record = consumer.poll(arguments.timeout)
        if record is None:
            sys.exit(f"no prediction within {arguments.timeout:g} s on {arguments.topic} at {arguments.bootstrap_servers}")
        if record.error():
            raise KafkaException(record.error())
        prediction = decode(record.value())
        champion = prediction["scores"][0]["model"]
        names = [value.decode("utf-8", "replace") for key, value in record.headers() or [] if key == "glyphstream.class-name"]
        truth = "unknown" if prediction["truth"] is None else prediction["truth"]
        print(
            f"{shown(prediction['imageId'])}: {prediction['answer']}{''.join(' ' + shown(name) for name in names)} ({prediction['confidence']:.3f})"
            f" by {shown(champion['model'])}@{champion['version']} {champion['sha256'].hex()[:12]}, truth {truth}"
        )
        printed += 1
except KeyboardInterrupt:
    pass
finally:
    consumer.close()
