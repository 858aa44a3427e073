#!/usr/bin/env python3
"""How general the cues are: with every cue that only one gold document shows taken out, how much worse that document is cut.

usage: generality.py SHARED CLEAN BINARY, where CLEAN holds the plain texts of SHARED/gold (gold.py text -o CLEAN)

A cue counts as shown where its words stand in the text, whether or not it opened anything there: that takes out more than fires.
"""
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SHARED, CLEAN, BINARY = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]


def cues(language: str) -> set[str]:
    """Headings, labels and phrases that `--cues` can take out."""
    table = tomllib.loads((HERE / f"corpora/cues/outline/{language}.toml").read_text(encoding="utf-8"))
    lists = [section["heads"] for section in table["section"]]
    lists += [front.get("labels", []) for front in table["front"]]
    lists += [rule.get(part, []) for rule in table["rule"] for part in ("start", "any", "with")]
    return {cue for cues in lists for cue in cues if any(c.isalnum() for c in cue)}


def pattern(cue: str) -> re.Pattern:
    """The words of a cue: `*` stands for any words, or for the end of one; `(a|b)` for either."""
    words = re.escape(" ".join(cue.lower().split()))
    for raw, meant in ((r"\\(", "(?:"), (r"\\)", ")"), (r"\\|", "|"), ("…", ".{0,80}?"), (r"\\ ", r"\s+")):
        words = words.replace(raw, meant)
    words = re.sub(r"(?<=\w)\\\*", r"\\w*", words).replace(r"\*", ".{0,60}?")
    return re.compile(rf"(?<!\w){words}(?!\w)")


def tokens_f1(folder: Path, cues_file: Path | None) -> float:
    """Segment tokens ALL of the one document of a folder."""
    [text] = folder.glob("*.txt")
    with tempfile.TemporaryDirectory() as scratch:
        gold = Path(scratch) / "gold"
        gold.mkdir()
        (gold / f"{text.stem}.gold.xml").write_bytes((SHARED / "gold" / f"{text.stem}.gold.xml").read_bytes())
        records = f"{scratch}/records.jsonl"
        extra = ["--cues", str(cues_file)] if cues_file else []
        subprocess.run([BINARY, "run", "--quiet", str(folder), "-o", records, *extra], check=True)
        command = [sys.executable, SHARED / "evaluate/score.py", "--gold", gold, "--records", records, "--raw", folder]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(re.search(r"^segment tokens ALL .*F1\s+([\d.]+)", out, re.M).group(1))


def main() -> None:
    texts = {path.stem: " ".join(path.read_text(encoding="utf-8").lower().split()) for path in sorted(CLEAN.glob("*.txt"))}
    for stem, text in texts.items():
        language = stem[:2]
        only = []
        for cue in sorted(cues(language)):
            found = pattern(cue)
            if found.search(text) and not any(found.search(other) for name, other in texts.items() if name != stem):
                only.append(cue)
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "text"
            folder.mkdir()
            (folder / f"{stem}.txt").write_bytes((CLEAN / f"{stem}.txt").read_bytes())
            own = Path(scratch) / "own.toml"
            own.write_text(f"[{language}]\nwithout = {json.dumps(only, ensure_ascii=False)}\n", encoding="utf-8")
            whole, less = tokens_f1(folder, None), tokens_f1(folder, own)
        print(f"{stem:24s} {len(only):3d} cues out  {whole:6.1f} -> {less:6.1f}  {less - whole:+5.1f}")


if __name__ == "__main__":
    main()
