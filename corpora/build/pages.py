#!/usr/bin/env python3
"""Cuts running text into pages to be printed and read again: the raw material of the error channel.

usage: pages.py --out DIR [--per-language 60] [--hold-out PAIRS.jsonl] LANG=TEXT.txt.xz ...

Writes DIR/LANG-NN.txt, one page each of some 22 lines of 60-95 characters, drawn evenly from the whole text. One line in
fourteen is set in capitals, because headings of minutes are. Paragraphs of pairs whose id ends in 7 are held out for
measuring, so a page that shares a stretch with one of them is passed over.
"""
from __future__ import annotations

import argparse
import json
import lzma
import random
import textwrap
from pathlib import Path


def stretches(text: str, size: int = 48) -> set[str]:
    flat = " ".join(text.split())
    return {flat[i : i + size] for i in range(0, max(1, len(flat) - size), size)}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--per-language", type=int, default=60)
    ap.add_argument("--hold-out", type=Path)
    ap.add_argument("texts", nargs="+")
    args = ap.parse_args()
    held: set[str] = set()
    if args.hold_out:
        for line in args.hold_out.open(encoding="utf-8"):
            pair = json.loads(line)
            if str(pair["id"]).endswith("7"):
                held |= stretches(pair["truth"])
    args.out.mkdir(parents=True, exist_ok=True)
    number: dict[str, int] = {}
    for spec in args.texts:
        lang, path = spec.split("=", 1)
        text = lzma.open(path, "rt", encoding="utf-8").read()
        rng = random.Random(path.rsplit("/", 1)[-1])
        step = len(text) // args.per_language
        for n in range(args.per_language):
            start = n * step + rng.randrange(max(1, step - 4000))
            piece = text[start : start + 2600]
            piece = piece[piece.find(" ") + 1 : piece.rfind(" ")]
            flat = " ".join(piece.split())
            if any(stretch in flat for stretch in held):
                continue
            width = rng.randrange(60, 96)
            lines = [line for part in piece.split("\n") if part.strip() for line in textwrap.wrap(part, width)][:22]
            lines = [line.upper() if rng.random() < 1 / 14 else line for line in lines]
            number[lang] = number.get(lang, 0) + 1
            (args.out / f"{lang}-{number[lang]:03}.txt").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
