#!/usr/bin/env python3
"""Counts words, pairs of words and names in the sources. Usage: count.py --shared DIR --tessdata DIR --packages DIR --hunspell DIR --out DIR."""

import argparse
import json
from array import array
from collections import Counter
from pathlib import Path

import numpy

import sources
from tokens import CLASSES, NAME, START, class_of, lower, tokens

RUNNING = {
    "sv": ["sv-municipal", "sv-law"],
    "da": ["da-law"],
    "nb": ["nb-law"],
    "nn": ["nn-law"],
}
ANNOTATED = {
    "sv": ["sv-train", "sv-1848-1918-train"],
    "da": ["da-train"],
    "nb": ["nb-train"],
    "nn": ["nn-train"],
}
TESSERACT = {"sv": "swe", "da": "dan", "nb": "nor", "nn": "nor"}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", required=True)
    arguments.add_argument("--tessdata", required=True)
    arguments.add_argument("--packages", required=True)
    arguments.add_argument("--hunspell", required=True)
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    shared, out = Path(given.shared), Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    held_out = sources.HeldOut(shared)
    names = Counter()
    for code in RUNNING:
        texts = {}
        for name in RUNNING[code]:
            path = shared / "corpora" / f"{name}.txt.xz"
            texts[name] = stream(tokens(line) for line in sources.running(path, held_out))
        for name in ANNOTATED[code]:
            sentences = list(sources.annotated(shared / "ner" / f"{name}.iob2.xz"))
            for sentence in sentences:
                for token, tag in sentence:
                    if tag[2:] in {"PER", "LOC", "ORG"} and token[:1].isupper() and token.isalpha():
                        names[f"{token}\t{tag[2:]}"] += 1
            texts[name] = stream([token for token, _ in sentence] for sentence in sentences)
        write(out, code, texts)
    forms = {f"tesseract-{code}": sources.tesseract(given.tessdata, TESSERACT[code]) for code in ("sv", "da", "nb")}
    # Its list of Bokmål has parts under the GPL.
    forms |= {f"simplemma-{code}": sources.simplemma(code) for code in ("sv", "da", "nn")}
    forms |= {"ordbank-nb": sources.ordbank(), "bokmalsordboka-nb": sources.bokmalsordboka()}
    for name in sorted(forms):
        (out / f"{name}.txt").write_text("\n".join(forms[name]) + "\n", encoding="utf-8")
    probabilities = {
        "sv": sources.wordfreq("sv", "large"),
        "da": sources.wordfreq("da", "small"),
        "nb": sources.wordfreq("nb", "large"),
        "en": sources.wordfreq("en", "small"),
    }
    (out / "wordfreq.json").write_text(json.dumps(probabilities, sort_keys=True), encoding="utf-8")
    listed = [list(row) for row in sources.names(shared / "gazetteers")]
    post = list(sources.postal(Path(given.packages)))
    spelt = sorted(sources.stavekontrolden(given.hunspell))
    found = {"tagged": names, "listed": listed, "post": post, "spelt": spelt}
    (out / "names.json").write_text(json.dumps(found, sort_keys=True), encoding="utf-8")


def stream(sentences):
    """All tokens in order; an empty string begins a sentence or a line."""
    ids, vocabulary = array("I"), {"": 0}
    for sentence in sentences:
        ids.append(0)
        ids.extend(vocabulary.setdefault(token, len(vocabulary)) for token in sentence)
    return numpy.frombuffer(ids, dtype=numpy.uint32), list(vocabulary)


def write(out, code, texts):
    """Counts of forms by how they are cased, and of pairs of keys, for each text of a language."""
    cased = {}
    for name, (ids, vocabulary) in texts.items():
        begins = numpy.array([token == "" or class_of(token) == START for token in vocabulary])
        after_start = numpy.concatenate(([True], begins[ids[:-1]]))
        first = numpy.bincount(ids[after_start], minlength=len(vocabulary))
        total = numpy.bincount(ids, minlength=len(vocabulary))
        counts = {}
        for token, n, at_start in zip(vocabulary, total.tolist(), first.tolist()):
            if token and class_of(token) is None:
                row = counts.setdefault(lower(token), [0, 0, 0, 0])
                if token[0].islower():
                    row[0] += n
                elif len(token) > 1 and token.isupper():
                    row[3] += n
                else:
                    row[1] += n - at_start
                    row[2] += at_start
        cased[name] = counts
    (out / f"{code}.words.json").write_text(json.dumps(cased, sort_keys=True), encoding="utf-8")
    # A form is a name where running text writes it with a capital inside sentences and hardly ever without.
    merged = Counter(), Counter()
    for counts in cased.values():
        for key, (small, inside, _, _) in counts.items():
            merged[0][key] += small
            merged[1][key] += inside
    name_keys = {key for key, n in merged[1].items() if n > 20 * merged[0][key]}
    for name, (ids, vocabulary) in texts.items():
        keys = {symbol: i for i, symbol in enumerate(CLASSES)}
        to_key = numpy.zeros(len(vocabulary), dtype=numpy.uint64)
        for i, token in enumerate(vocabulary):
            key = START if token == "" else class_of(token)
            if key is None:
                key = lower(token)
                if key in name_keys and token[0].isupper():
                    key = NAME
            to_key[i] = keys.setdefault(key, len(keys))
        line = to_key[ids]
        pairs, n = numpy.unique((line[:-1] << numpy.uint64(32)) | line[1:], return_counts=True)
        order = list(keys)
        rows = [
            f"{order[int(p) >> 32]}\t{order[int(p) & 0xFFFFFFFF]}\t{c}"
            for p, c in zip(pairs.tolist(), n.tolist())
        ]
        rows.sort()
        (out / f"{code}.{name}.pairs.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
