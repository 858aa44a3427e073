#!/usr/bin/env python3
"""Weights of word forms and endings for telling the four written languages apart.

Usage: language.py --tables DIR --out corpora/language, with the tables that build.py wrote.
"""

import argparse
import math
from collections import defaultdict
from pathlib import Path

LANGUAGES = ("sv", "da", "nb", "nn")
# OCR confuses these letters with each other and with their plain bases, so forms are told apart without them.
FOLD = str.maketrans("åäæáàâéèêëöøóòôüúíï", "aaaaaaeeeeooooouuii")
# Probability added to every form, so that a rare form weighs little: law and council text differ in topic, too.
SMOOTH = 4e-6
ENDING = 4
# A word that two languages share may well be some times as frequent in one, for what its texts are about: up to
# TOPIC times, that counts as if it were at most SHARED times.
TOPIC, SHARED = 12, 2.0


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--tables", required=True)
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    forms = {code: defaultdict(float) for code in LANGUAGES}
    for code in LANGUAGES:
        for line in (Path(given.tables) / f"{code}.words.tsv").read_text(encoding="utf-8").splitlines():
            form, value = line.split("\t")
            if form.isalpha():
                forms[code][form.translate(FOLD)] += math.exp(-(int(value) >> 8) / 10)
    keys = {form for table in forms.values() for form, p in table.items() if p > (2.5e-5 if len(form) > 2 else 5e-4)}
    rows = {}
    for form in keys:
        weights = weigh([forms[code][form] for code in LANGUAGES], SMOOTH, 30)
        if max(weights) - min(weights) >= 6:
            rows[form] = weights
    out = Path(given.out)
    write(out / "forms.tsv", "Weight of a folded word form for sv, da, nb and nn, in tenths of a nat.", rows)
    endings = {code: defaultdict(float) for code in LANGUAGES}
    for code in LANGUAGES:
        for form, p in forms[code].items():
            if form not in rows and len(form) > ENDING + 1:
                endings[code][form[-ENDING:]] += min(p, 1e-5)
        total = sum(endings[code].values())
        for ending in endings[code]:
            endings[code][ending] /= total
    rows = {}
    for ending in {e for table in endings.values() for e, p in table.items() if p > 5e-4}:
        weights = weigh([endings[code][ending] for code in LANGUAGES], 1e-4, 20)
        if max(weights) - min(weights) >= 6:
            rows[ending] = weights
    write(out / "endings.tsv", f"The same for the last {ENDING} letters of longer words without a weight of their own.", rows)


def weigh(shares, smooth, limit):
    most = max(shares)
    shares = [max(share, most / SHARED) if share > most / TOPIC else share for share in shares]
    logs = [math.log(share + smooth) for share in shares]
    mean = sum(logs) / len(logs)
    return [max(-limit, min(limit, round(10 * (value - mean)))) for value in logs]


def write(path, what, rows):
    head = f"# {what}\n# Made by corpora/build/language.py from the tables of corpora/lexicon/; sources and licences in corpora/README.md.\n"
    lines = ("\t".join([form, *map(str, rows[form])]) + "\n" for form in sorted(rows, key=str.encode))
    path.write_text(head + "".join(lines), encoding="utf-8")
    print(path, len(rows))


if __name__ == "__main__":
    main()
