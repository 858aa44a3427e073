"""Compares the figures of a scoreboard with their floors. usage: floors.py FLOORS.tsv RESULTS"""

import json
import sys
from pathlib import Path


def figure(results: Path, texts: str, name: str) -> float:
    if name == "records":
        return sum(1 for line in (results / f"{texts}.jsonl").open(encoding="utf-8") if line.strip())
    scores = json.loads((results / f"{texts}.json").read_text(encoding="utf-8"))
    if name == "worst wer_after":
        return max(document["wer_after"] for document in scores["by_document"].values())
    group, _, key = name.partition("/")
    if group == "f1":
        return scores["f1"][key]["f1"]
    if group == "accuracy":
        return scores["accuracy"][key]["share"]
    return scores[name]


def main() -> int:
    floors, results = Path(sys.argv[1]), Path(sys.argv[2])
    below = 0
    for line in floors.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        texts, name, bound, value = line.split("\t")
        got = figure(results, texts, name)
        holds = got >= float(value) if bound == ">=" else got <= float(value)
        below += not holds
        print(f"{'ok    ' if holds else 'BELOW '} {texts:16} {name:34} {got:9.4f}  {bound} {value}")
    return 1 if below else 0


sys.exit(main())
