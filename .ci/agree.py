"""Compares the figures of score.py with those of `protokoll check`. usage: agree.py NAME SCORE.json CHECK.json"""

import json
import sys

BOUND = 0.2  # points

RATES = {
    "cer_before": "cer before",
    "cer_after": "cer after",
    "cer_reduction": "cer reduction",
    "wer_before": "wer before",
    "wer_after": "wer after",
    "repaired_share_of_wrong_words": "wrong words repaired",
    "repaired_share_of_mangled_words": "mangled words repaired",
}
NUMBERS = {
    "mangled_words": "mangled words",
    "wrong_changes_per_10k": "wrong changes per 10,000",
    "names_spoiled_per_1k": "names spoiled per 1,000",
}


def main() -> int:
    name, score_file, check_file = sys.argv[1:]
    with open(score_file, encoding="utf-8") as file:
        score = json.load(file)
    with open(check_file, encoding="utf-8") as file:
        check = {row["name"]: row for row in json.load(file)["figures"]}

    rows: list[tuple[str, float, float]] = []

    missing: list[str] = []

    def row(figure: str, wanted: float, got: float | None) -> None:
        # Where there was nothing to measure, score.py says 0 and check says nothing.
        if got is None and wanted != 0:
            missing.append(figure)
        else:
            rows.append((figure, wanted, got or 0.0))

    for key, figure in RATES.items():
        if key in score:
            row(figure, 100 * score[key], check[figure]["value"])
    for key, figure in NUMBERS.items():
        row(figure, score[key], check[figure]["value"])
    signs = score["section_signs"]
    restored, lost, _ = check["section signs restored"]["counts"]
    row("section signs lost", signs["lost"], lost)
    row("section signs restored", signs["restored"], restored)
    row("section signs invented", signs["invented"], check["section signs invented"]["value"])
    for figure, value in score["accuracy"].items():
        if figure not in check:
            missing.append(figure)
            continue
        row(figure, 100 * value["share"], check[figure]["value"])
        row(f"{figure}: of", value["of"], check[figure]["n"])
    for figure, value in score["f1"].items():
        if figure not in check:
            missing.append(figure)
            continue
        row(figure, 100 * value["f1"], check[figure]["value"])
        row(f"{figure}: P", 100 * value["p"], check[figure]["precision"])
        row(f"{figure}: R", 100 * value["r"], check[figure]["recall"])
        row(f"{figure}: n", value["n"], check[figure]["n"])
    worst = max(abs(wanted - got) for _, wanted, got in rows)
    apart = [r for r in rows if abs(r[1] - r[2]) > BOUND]
    for figure, wanted, got in apart:
        print(f"APART   {name:10} {figure:36} score.py {wanted:10.3f}  check {got:10.3f}")
    for figure in missing:
        print(f"MISSING {name:10} {figure}")
    print(f"{name:10} {len(rows)} rows, largest difference {worst:.4f}, {len(apart)} apart, {len(missing)} missing")
    return 1 if apart or missing else 0


sys.exit(main())
