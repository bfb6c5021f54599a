#!/usr/bin/env python3
"""Measures the nearest neighbor search of Faiss, and with --scikit-learn that of scikit-learn, on MNIST.

The 60,000 training images are the references, the 10,000 test images the queries, floats of 0 to 255. Prints JSON.

    apt-get install python3-faiss libopenblas0-pthread      # and python3-sklearn
    /usr/bin/python3 benchmarks/rivals/knn.py --data DIR
"""
import json
import time

import common

NEIGHBORS = 5
BATCHES = (1, 64, 1024)
EFFORTS = (16, 32, 64, 128)
JUDGED = 2000  # queries that the recall is measured on


def add(parser):
    parser.add_argument("--hnsw", action="store_true", help="also the approximate index HNSW; it takes a minute to build")
    parser.add_argument("--scikit-learn", action="store_true", help="also scikit-learn's brute force")


chosen = common.options(__doc__, add)

import faiss
import numpy

faiss.omp_set_num_threads(chosen.threads)
references, reference_labels = common.mnist(chosen.data, "train")
queries, query_labels = common.mnist(chosen.data, "t10k")
references = references.astype(numpy.float32)
queries = queries.astype(numpy.float32)

flat = faiss.IndexFlatL2(references.shape[1])
flat.add(references)
measured = {
    "flat": {
        str(batch): common.rate(lambda first, last: flat.search(queries[first:last], NEIGHBORS), batch, len(queries))
        for batch in BATCHES
    }
}

if chosen.hnsw:
    exact = flat.search(queries[:JUDGED], NEIGHBORS)[1]
    graph = faiss.IndexHNSWFlat(references.shape[1], 16)
    graph.hnsw.efConstruction = 100
    graph.add(references)
    measured["hnsw"] = []
    for effort in EFFORTS:
        graph.hnsw.efSearch = effort
        found = graph.search(queries[:JUDGED], NEIGHBORS)[1]
        recall = numpy.mean([len(numpy.intersect1d(a, b)) / NEIGHBORS for a, b in zip(found, exact)])
        speed = common.rate(lambda first, last: graph.search(queries[first:last], NEIGHBORS), 1024, len(queries))
        measured["hnsw"].append({"effort": effort, "recall": float(recall), "queriesPerSecond": speed})

if chosen.scikit_learn:
    from sklearn.neighbors import KNeighborsClassifier

    measured["scikitLearn"] = []
    for k in (1, 3, 5):
        model = KNeighborsClassifier(k, algorithm="brute").fit(references, reference_labels)
        start = time.perf_counter()
        right = int((model.predict(queries) == query_labels).sum())
        speed = len(queries) / (time.perf_counter() - start)
        measured["scikitLearn"].append({"k": k, "correct": right, "queriesPerSecond": speed})

print(json.dumps(measured, indent=1))
