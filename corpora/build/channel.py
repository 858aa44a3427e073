#!/usr/bin/env python3
"""Learns the error channel: how often a reading model turns one stretch of letters into another.

usage: channel.py --out corpora/channel PAIRS.jsonl ...
       channel.py --worn corpora/channel/worn.tsv PAIRS.jsonl ...

Reads aligned pairs (make_pairs.py writes them; statute pairs have the same fields), aligns them word by word and letter by
letter, and writes one table per written language and reading model: TRUTH, READ, COUNT. Rows whose two sides are equal say how
often the stretch was read right; they carry the denominators. Pairs whose id ends in 7 are held out for measuring.
A stretch is one to three letters; words that differ in more than half of their letters are layout, not reading, and are left out.
Case is kept, because "åtgärder" may be read "Atgarder".

--worn writes one table of what worn print does to plain letters, whoever reads it and in whatever language: pages on which
at least a tenth of the words that hold no å ä ö æ ø were misread, but not so many that nothing stands for anything.
"""
from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from rapidfuzz.distance import Levenshtein

MARKED = set("åäöæøéÅÄÖÆØÉ")
OWN = {"sv": {"swe"}, "da": {"dan"}, "nb": {"nor"}, "nn": {"nor"}}


def word_pairs(truth: str, read: str):
    """Words that stand for each other, by an alignment of the two word sequences."""
    a, b = truth.split(), read.split()
    for op in Levenshtein.opcodes(a, b):
        if op.tag == "equal":
            for i in range(op.src_end - op.src_start):
                yield a[op.src_start + i], b[op.dest_start + i]
        elif op.tag == "replace" and op.src_end - op.src_start == op.dest_end - op.dest_start:
            for i in range(op.src_end - op.src_start):
                yield a[op.src_start + i], b[op.dest_start + i]


def stretches(truth: str, read: str):
    """(truth stretch, read stretch) of all places where the two differ, neighbours grouped."""
    ops = Levenshtein.opcodes(truth, read)
    groups: list[list[int]] = []
    for op in ops:
        if op.tag == "equal":
            continue
        if groups and groups[-1][1] == op.src_start and groups[-1][3] == op.dest_start:
            groups[-1][1], groups[-1][3] = op.src_end, op.dest_end
        else:
            groups.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    for i, j, k, l in groups:
        left, right = truth[i:j], read[k:l]
        if len(left) == len(right) and len(left) > 1 and not (len(left) <= 2 and set(left) & MARKED):
            # Two letters read as two others are two confusions unless a marked letter is one of them.
            for x, y in zip(left, right):
                yield x, y, i
            continue
        if not left:
            # What came from nowhere came with a neighbour: rn for m shows as an insertion beside a substitution.
            if i < len(truth):
                left, right = truth[i], read[k:l] + truth[i]
            elif i > 0:
                i -= 1
                left, right = truth[i], truth[i] + read[k:l]
        if not right:
            # What vanished vanished into a neighbour, so that no stretch is read as nothing.
            if j < len(truth):
                left, right = left + truth[j], truth[j]
            elif i > 0:
                i -= 1
                left, right = truth[i] + left, truth[i]
        yield left, right, i


def worn(out: Path, pairs: list[Path]) -> None:
    confused, letters, pages = Counter(), Counter(), 0
    for path in pairs:
        for line in path.open(encoding="utf-8"):
            pair = json.loads(line)
            if "mode" in pair and str(pair["id"]).endswith("7"):
                continue
            words = list(word_pairs(pair["truth"], pair["ocr"]))
            plain = [(t, r) for t, r in words if t.isalpha() and len(t) < 40 and not set(t) & MARKED]
            wrong = sum(t.lower() != r.strip(".,;:").lower() for t, r in plain) / max(1, len(plain))
            if not 0.1 <= wrong <= 0.6 or len(plain) < len(pair["truth"].split()) / 4:
                continue
            pages += 1
            for truth, read in plain:
                truth, read = truth.lower(), read.strip(".,;:").lower()
                if truth == read:
                    letters.update(truth)
                elif Levenshtein.distance(truth, read) <= max(1, len(truth) // 2):
                    for op in Levenshtein.opcodes(truth, read):
                        if op.tag == "equal":
                            letters.update(truth[op.src_start : op.src_end])
                    for left, right, _ in stretches(truth, read):
                        if 1 <= len(left) <= 2 and 1 <= len(right) <= 2 and not set(right) & MARKED:
                            confused[left, right] += 1
    rows = [(left, right, n) for (left, right), n in confused.items() if n >= 2]
    for left in {row[0] for row in rows}:
        right = letters[left] if len(left) == 1 else min(letters[c] for c in left) // 10
        rows.append((left, left, right))
    rows.sort(key=lambda row: (row[0], -row[2], row[1]))
    with out.open("w", encoding="utf-8") as file:
        file.write("# How worn print was read, plain letters only: true letters, letters read, how often.\n")
        file.write(f"# Learned by corpora/build/channel.py --worn from {pages} aligned pages of all four languages, printed from\n")
        file.write("# statutes and board papers, aged, and read with Tesseract 5 (Apache-2.0). Counts, no text.\n")
        for left, right, n in rows:
            file.write(f"{left}\t{right}\t{n}\n")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path)
    ap.add_argument("--worn", type=Path)
    ap.add_argument("pairs", nargs="+", type=Path)
    args = ap.parse_args()
    if args.worn:
        worn(args.worn, args.pairs)
    if not args.out:
        return
    confused: dict[tuple[str, str], Counter] = defaultdict(Counter)
    letters: dict[tuple[str, str], Counter] = defaultdict(Counter)
    shares: dict[tuple[str, str], Counter] = defaultdict(Counter)
    pages: Counter = Counter()
    fonts: dict[tuple[str, str], set] = defaultdict(set)
    for path in args.pairs:
        for line in path.open(encoding="utf-8"):
            pair = json.loads(line)
            if "mode" in pair and str(pair["id"]).endswith("7"):
                continue
            lang, model = pair["lang"], pair.get("model") or pair["ocr_lang"]
            model = "own" if model in OWN[lang] else model
            key = (lang, model)
            pages[key] += 1
            fonts[key].add(pair["font"])
            for name, text in (("true", pair["truth"]), (model, pair["ocr"])):
                shares[lang, name].update(c if c in MARKED else "*" for c in text.lower() if c.isalpha())
            for truth, read in word_pairs(pair["truth"], pair["ocr"]):
                if truth != read and Levenshtein.distance(truth, read) > max(1, len(truth) // 2):
                    continue
                if len(truth) > 40:
                    continue
                for op in Levenshtein.opcodes(truth, read):
                    if op.tag == "equal":
                        letters[key].update(truth[op.src_start : op.src_end])
                for size in (2, 3):
                    for i in range(len(truth) - size + 1):
                        letters[key][truth[i : i + size]] += 1
                if truth != read:
                    for left, right, _ in stretches(truth, read):
                        if 1 <= len(left) <= 3 and 1 <= len(right) <= 3:
                            confused[key][left, right] += 1
    args.out.mkdir(parents=True, exist_ok=True)
    for key in sorted(confused):
        lang, model = key
        rows = []
        for (left, right), n in confused[key].items():
            # One sighting of an ordinary letter is an accident of one page.
            if n >= 2 or set(left) & MARKED or "§" in left:
                rows.append((left, right, n))
        wrong: Counter = Counter()
        for (left, _), n in confused[key].items():
            wrong[left] += n
        for left in {row[0] for row in rows}:
            right = letters[key][left] - (wrong[left] if len(left) > 1 else 0)
            rows.append((left, left, max(0, right)))
        rows.sort(key=lambda row: (row[0], -row[2], row[1]))
        with (args.out / f"{lang}-{model}.tsv").open("w", encoding="utf-8") as out:
            out.write(f"# How the reading model \"{model}\" read {lang}: true letters, letters read, how often.\n")
            out.write(f"# Learned by corpora/build/channel.py from {pages[key]} aligned pages in {len(fonts[key])} fonts, printed from\n")
            out.write("# statutes and board papers, aged, and read with Tesseract 5 (Apache-2.0). Counts, no text.\n")
            for left, right, n in rows:
                out.write(f"{left}\t{right}\t{n}\n")
    with (args.out / "letters.tsv").open("w", encoding="utf-8") as out:
        out.write("# Share of the marked letters among all letters, by written language and reading model (\"true\": as printed).\n")
        out.write("# Learned by corpora/build/channel.py from the same pages as the tables beside it.\n")
        for (lang, model), row in sorted(shares.items()):
            total = sum(row.values())
            for c in "åäöæø":
                out.write(f"{lang}\t{model}\t{c}\t{row[c] / total:.5f}\n")


if __name__ == "__main__":
    main()
