"""Prints the tables of EVALUATION.md from the results of a scoreboard. usage: figures.py RESULTS"""

import json
import sys
from pathlib import Path

SETS = ["gold-clean", "gold-eng", "gold-neighbour", "gold-own", "fixtures", "seen-clean", "seen-eng", "held-out-clean", "held-out-eng"]
REPAIR = [
    ("word error rate as read", "wer_before", 100, "%"),
    ("word error rate after repair", "wer_after", 100, "%"),
    ("character errors cut", "cer_reduction", 100, "%"),
    ("mangled words", "mangled_words", 1, ""),
    ("mangled words repaired", "repaired_share_of_mangled_words", 100, "%"),
    ("right words spoiled per 10,000", "wrong_changes_per_10k", 1, ""),
    ("names spoiled per 1,000", "names_spoiled_per_1k", 1, ""),
]
SHARES = ["language", "document type", "meeting municipality", "meeting body", "meeting date", "meeting start",
          "item title", "item case number", "decision outcome"]
F1 = ["items", "items@0.8", "segment tokens ALL", "segments@0.8 ALL", "decisions (outcome)", "recommendations (by)",
      "proposals (by)", "proposals (by, kind, fate)", "vote counts", "votes (method)", "reservations (by)",
      "statements (by)", "recusals (who)", "entities ALL", "entities person", "entities person norm",
      "entities municipality norm", "entities organisation", "entities place", "entities party",
      "entities date norm", "entities money norm", "entities case", "entities law norm"]


def main() -> None:
    results = Path(sys.argv[1])
    scores = {name: json.loads(file.read_text(encoding="utf-8"))
              for name in SETS if (file := results / f"{name}.json").exists()}

    def row(label: str, cells: list[str]) -> None:
        print("| " + " | ".join([label, *cells]) + " |")

    def head(label: str) -> None:
        row(label, list(scores))
        print("|---" * (len(scores) + 1) + "|")

    head("repair")
    for label, key, factor, unit in REPAIR:
        row(label, ["–" if key not in s else f"{factor * s[key]:.{0 if key == 'mangled_words' else 1}f}{' ' + unit if unit else ''}"
                    for s in scores.values()])
    row("section signs restored / lost / invented",
        ["–" if "section_signs" not in s else "{restored} / {lost} / {invented}".format(**s["section_signs"])
         for s in scores.values()])
    print()
    head("structure and entities, % (right, or F1)")
    for key in SHARES:
        row(key, [f"{100 * a['share']:.1f}" if (a := s["accuracy"].get(key)) else "–" for s in scores.values()])
    for key in F1:
        row(key, [f"{100 * f['f1']:.1f}" if (f := s["f1"].get(key)) else "–" for s in scores.values()])


main()
