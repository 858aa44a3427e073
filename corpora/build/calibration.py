#!/usr/bin/env python3
"""Measures how often repairs and suggestions of a given confidence are right, and writes corpora/channel/calibration.tsv.

usage: calibration.py --out corpora/channel/calibration.tsv TRUTH=RECORDS.jsonl ... [--worn TRUTH=RECORDS.jsonl ...]
       calibration.py --measure TRUTH=RECORDS.jsonl ...

TRUTH is a folder of true texts (STEM.txt), RECORDS what the program made of the texts that were read for them. Records for a
table must come from a program with an empty table, whose confidences are the models' own probabilities. --measure prints the
expected calibration error of the records as they are. --worn names records of worn print, whose rows are written beside the
others. A repair is right where its word, without signs around it and without case, is the true one; words are paired by alignment.
"""
from __future__ import annotations

import argparse
import json
import math
import re
from bisect import bisect_right
from pathlib import Path

from rapidfuzz.distance import Levenshtein

KNOTS = [0.2, 0.5, 0.8, 1.0, 1.3, 1.7, 2.0, 2.5, 3.0, 3.5, 4.0, 4.3]


def core(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word.casefold())


def pairs(predicted: list[str], truth: list[str]) -> dict[int, int]:
    """Index of the predicted word -> index of the true one, where as many differ on both sides."""
    found: dict[int, int] = {}
    for op in Levenshtein.opcodes(predicted, truth):
        if op.src_end - op.src_start == op.dest_end - op.dest_start:
            for i in range(op.src_end - op.src_start):
                found[op.src_start + i] = op.dest_start + i
    return found


def sights(spec: str):
    """(class, confidence, right) of all repairs and suggestions that stand in words with a true word beside them."""
    folder, records = spec.split("=", 1)
    for line in open(records, encoding="utf-8"):
        record = json.loads(line)
        path = Path(folder) / (Path(record["source"]["path"]).stem + ".txt")
        if not path.exists():
            continue
        truth = path.read_text(encoding="utf-8").split()
        text = record["text"]
        words = [(m.group(0), m.start()) for m in re.finditer(r"\S+", text)]
        paired = pairs([word for word, _ in words], truth)
        starts = [start for _, start in words]
        changes = [("doubtful" if e["doubtful"] else "sure", e, None) for e in record["repairs"]]
        changes += [("suggested", e, e["to"]) for e in record["suggestions"]]
        for name, e, to in changes:
            at = bisect_right(starts, e["start"]) - 1
            if at not in paired:
                continue
            word, start = words[at]
            if to is not None:
                word = word[: e["start"] - start] + to + word[e["end"] - start :]
            yield name, e["confidence"], core(word) == core(truth[paired[at]])


def nines(p: float) -> float:
    return min(-math.log10(max(1.0 - p, 1e-9)), KNOTS[-1])


def rising(rows: list[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """(place, share, weight) with shares that never fall: neighbours that do are pooled (isotonic regression)."""
    pools: list[list] = []
    for place, share, weight in rows:
        pools.append([[place], share, weight])
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            places, share, weight = pools.pop()
            last = pools[-1]
            last[1] = (last[1] * last[2] + share * weight) / (last[2] + weight)
            last[0] += places
            last[2] += weight
    return [(place, share) for places, share, _ in pools for place in places]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path)
    ap.add_argument("--measure", action="store_true")
    ap.add_argument("--worn", nargs="+", default=[])
    ap.add_argument("specs", nargs="*")
    args = ap.parse_args()
    if not args.specs:
        ap.error("name at least one TRUTH=RECORDS.jsonl")
    seen = [sight for spec in args.specs for sight in sights(spec)]
    if args.measure:
        made = [(p, right) for name, p, right in seen if name != "suggested"]
        edges = [0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001]
        error = 0.0
        for low, high in zip(edges, edges[1:]):
            bin_ = [(p, right) for p, right in made if low <= p < high]
            if bin_:
                p = sum(p for p, _ in bin_) / len(bin_)
                right = sum(right for _, right in bin_) / len(bin_)
                error += len(bin_) * abs(p - right)
                print(f"{low:.3f}-{min(high, 1):.3f} {len(bin_):6d} repairs, {100 * p:6.2f} % sure, {100 * right:6.2f} % right")
        print(f"expected calibration error {100 * error / len(made):.2f} % of {len(made)} repairs")
        return
    seen += [(f"worn {name}", p, right) for spec in args.worn for name, p, right in sights(spec)]
    verdicts = ("suggested", "doubtful", "sure")
    with args.out.open("w", encoding="utf-8") as out:
        out.write("# How often changes are right, by what the models believe: verdict, nines of the probability, share right.\n")
        out.write("# Written by corpora/build/calibration.py from changes on pages of which the truth is known (command in corpora/README.md).\n")
        for name in (*verdicts, *(f"worn {verdict}" for verdict in verdicts)):
            rows = []
            for knot in KNOTS:
                # Each sight counts for the rows on both sides of it, by how near it lies.
                weight = total = 0.0
                for kind, p, right in seen:
                    if kind == name:
                        distance = abs(nines(p) - knot)
                        near = max(0.0, 1.0 - distance / 0.5)
                        weight += near
                        total += near * right
                if weight >= 8.0:
                    # Half a sight of either kind: no share is certain.
                    rows.append((knot, (total + 0.5) / (weight + 1.0), weight))
            for knot, share in rising(rows):
                out.write(f"{name}\t{knot}\t{share:.4f}\n")


if __name__ == "__main__":
    main()
