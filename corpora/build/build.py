#!/usr/bin/env python3
"""Mixes the counts into tables. Usage: build.py --counts DIR --out DIR (tables as sorted text, pairs as binary)."""

import argparse
import json
import math
import re
import struct
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import numpy

from tokens import CLASSES, NAME, START

HERE = Path(__file__).parent
LANGUAGES = ("sv", "da", "nb", "nn")
# The cost stands above the flags (`packed`): the least value below a node of an automaton then holds the least cost.
RUNNING, FIRST, LAST, IS_NAME = 1, 2, 4, 8
KINDS = {"given": 1, "surname": 2, "place": 4, "municipality": 8, "organisation": 16,
         "text": 32, "net": 64}
BASE = str.maketrans("åäæöøéüèáàêëíóòôñç", "aaaooeueaaeeiooonc")
# What nouns and participles take in the four languages; any may take an -s besides.
ENDINGS = [ending + s for ending in "n t a r e en et ar er or na ne arna erna orna ane ene erne".split() for s in ("", "s")]
# Words of at least four letters, with one that the English alphabet lacks.
MARKED = {"sv": re.compile("(?=.*[åäö])[a-zåäöé]{4,}"), "da": re.compile("(?=.*[æøå])[a-zæøåé]{4,}")}
MARKED["nb"] = MARKED["da"]
ALPHABET = set("abcdefghijklmnopqrstuvwxyzåäöæøéüèáàêëíóòôñç-':.")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--counts", required=True)
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    counts, out = Path(given.counts), Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    mixture = tomllib.loads((HERE / "mixture.toml").read_text(encoding="utf-8"))
    frequency = json.loads((counts / "wordfreq.json").read_text(encoding="utf-8"))
    cased = {code: json.loads((counts / f"{code}.words.json").read_text(encoding="utf-8")) for code in LANGUAGES}
    name_table = Names(counts, cased, frequency).rows()
    (out / "names.tsv").write_text("".join(f"{k}\t{v}\n" for k, v in name_table), encoding="utf-8")
    is_name = {form.lower() for form, _ in name_table}
    made = {}
    for code in LANGUAGES:
        words = made[code] = Words(code, counts, mixture, frequency, cased, is_name)
        for lender, share in mixture[code].get("borrows", {}).items():
            words.borrowed(made[lender], share)
        words.write(out)
        pairs(code, counts, mixture[code]["pairs"], words, out)


class Words:
    """The forms of a language with their probabilities."""

    def __init__(self, code, counts, mixture, frequency, cased, is_name):
        self.code = code
        recipe = mixture[code]
        self.floor = mixture["floor"]
        twins = mixture["twins"]
        self.is_name = is_name
        own = cased[code]
        small, capital = Counter(), Counter()
        printed = Counter()
        old = Counter()
        for source, share in recipe["words"].items():
            if source.startswith("wordfreq"):
                continue
            total = sum(map(sum, own[source].values()))
            if source in mixture["damaged"]:
                for form, (low, _, _, _) in own[source].items():
                    if low >= 2:
                        old[form] = share * low / total
                continue
            for form, (low, inside, first, upper) in own[source].items():
                small[form] += low
                capital[form] += inside
                printed[form] += share * (low + inside + first + upper) / total
        web = Counter()
        elsewhere = [other for other in LANGUAGES if other != code]
        others = Counter()
        for other in elsewhere:
            for source, table in cased[other].items():
                total = sum(map(sum, table.values()))
                for form, row in table.items():
                    others[form] = max(others[form], row[0] / total)
        for source, share in recipe["words"].items():
            if source.startswith("wordfreq"):
                for form, p in frequency[source.removeprefix("wordfreq-")].items():
                    noise = twins["english"] * frequency["en"].get(form, 0) + twins["neighbour"] * others[form]
                    if set(form) <= ALPHABET and p > noise:
                        web[form] = share * (p - noise)
        lists = {name: (counts / f"{name}.txt").read_text(encoding="utf-8").split("\n") for name in recipe["lists"]}
        listed, curated = Counter(), set()
        for name, forms in lists.items():
            for form in forms:
                if len(form) > 1 and form[-1].islower() and form[0].islower() and set(form) <= ALPHABET:
                    listed[form] += 1
                    if not name.startswith("tesseract"):
                        curated.add(form)
        known = {form for form, n in small.items() if n >= 2 or (n and (form in listed or form in web))}
        # Forms that are only ever written with a capital are names, and live in the table of names.
        known = {form for form in known if small[form] * 20 > capital[form]}
        self.attested = set(known)
        for form in web:
            if form in listed or (form not in is_name and len(form) > 3 and web[form] > 2e-6 * 0.4):
                if small[form] or not capital[form] or form in curated:
                    known.add(form)
        for form in listed:
            if form in curated or (len(form) > 3 and others[form] < 2e-7 and form not in is_name):
                known.add(form)
        spelt = {key for form in known for key in folded(form)}
        for form, p in old.items():
            if form not in known and folded(form).isdisjoint(spelt):
                known.add(form)
                web[form] += p
        known = {form for form in known if set(form) <= ALPHABET and len(form) < 40 and not form.endswith("-")}
        if code == "nn":
            # What the mixed lists know is as likely Bokmål.
            known = {form for form in known if small[form] or form in curated or others[form] == 0}
        self.p = {form: printed[form] + web[form] for form in known}
        self.drop_twins(printed, web, curated, twins)
        self.share_twins(own, recipe["pairs"], twins["prior"], twins["tolerance"])
        self.curated = curated
        least = math.exp(-self.floor["running"])
        lowest = math.exp(-self.floor["list"])
        for form, p in self.p.items():
            self.p[form] = max(p, least if form in self.attested else lowest)
        # Exact, so that the order of a set cannot tip a rounding.
        total = math.fsum(self.p.values())
        self.p = {form: p / max(total, 1) for form, p in self.p.items()}
        self.by_hand()
        self.flags = {form: self.flag(form) for form in self.p}
        self.compounds()
        self.inflections()
        self.genitives()

    def by_hand(self):
        """Words of minutes, and older spelling: by hand and by rule."""
        for name, attested in (("minutes", True), ("older", True)):
            for code, form, cost in rows_of(f"{name}.tsv"):
                if code == self.code:
                    self.p[form] = max(self.p.get(form, 0), math.exp(-float(cost)))
                    if attested:
                        self.attested.add(form)
        rules = [(re.compile(a), b, float(cost)) for code, a, b, cost in rows_of("older-rules.tsv") if code == self.code]
        older = {}
        for form in sorted(self.attested):
            if form not in self.p or self.p[form] < math.exp(-13.5) or not form.isalpha():
                continue
            for pattern, becomes, cost in rules:
                made = pattern.sub(becomes, form)
                if made != form and made not in self.p:
                    older[made] = max(older.get(made, 0), self.p[form] * math.exp(-cost), math.exp(-self.floor["list"]))
        self.p |= older

    def borrowed(self, lender, share):
        """Forms of a sister language that this one may use, at a low share of their probability."""
        for form, p in lender.p.items():
            if form in lender.attested and p > 2e-7 and form not in self.p:
                self.p[form] = p * share
                self.flags[form] = lender.flags[form] & ~RUNNING

    def inflections(self):
        """What a list gives as an inflected form ends compounds where its base does, and is not rarer by much."""
        bases = [form for form in self.p if self.flags[form] & LAST and form in self.attested and len(form) > 4]
        for base in sorted(bases):
            for ending in ENDINGS:
                form = base + ending
                if form in self.curated and form not in self.attested and form in self.p:
                    self.flags[form] |= LAST
                    self.p[form] = max(self.p[form], self.p[base] * 0.02)

    def genitives(self):
        """Any noun may take an -s: forms that end compounds get one at low probability."""
        made = {}
        for form, p in self.p.items():
            if self.flags[form] & LAST and form in self.attested and len(form) > 3 and form[-1] not in "sxz-'.":
                if form + "s" not in self.p:
                    made[form + "s"] = max(p * 0.02, math.exp(-self.floor["list"]))
        for form, p in made.items():
            self.p[form] = p
            self.flags[form] = LAST

    def flag(self, form):
        return (RUNNING if form in self.attested else 0) | (IS_NAME if form in self.is_name else 0)

    def drop_twins(self, printed, web, curated, factors):
        """Takes from forms without å ä ö æ ø what their twins with these letters lost to careless typing."""
        groups = defaultdict(list)
        for form in self.p:
            for key in folded(form):
                groups[key].append(form)
        for form in sorted(self.p):
            if form != form.translate(BASE) and not any(c in "aoe" for c in form):
                continue
            twins = sorted({t for key in folded(form) for t in groups[key] if t != form and is_twin(form, t)})
            if not twins:
                continue
            strong_web = sum(web[t] for t in twins)
            strong_printed = sum(printed[t] for t in twins)
            left = max(web[form] - factors["web"] * (strong_web + strong_printed), 0)
            sure = max(printed[form] - factors["printed"] * strong_printed, 0)
            if sure > 0 and (form in curated or printed[form] > factors["doubtful"] * strong_printed):
                self.p[form] = left + sure
            elif form in curated:
                self.p[form] = left
                self.attested.discard(form)
            elif left > 0.05 * (strong_web + strong_printed):
                self.p[form] = left
                self.attested.discard(form)
            else:
                self.p[form] = None
                self.attested.discard(form)
        self.p = {form: p for form, p in self.p.items() if p is not None}

    def share_twins(self, own, weights, prior, tolerance):
        """Divides what forms have together that differ but in å ä ö æ ø as print divides it: the web speaks of other
        things than minutes do, where "val" is an election, and what it says weighs as `prior` sights in print."""
        families = defaultdict(list)
        for form in self.p:
            families[form.translate(BASE)].append(form)
        for family in families.values():
            if len(family) < 2:
                continue
            sights = {
                form: sum(weight * (row[0] + row[2]) for source, weight in weights.items() if (row := own[source].get(form)))
                for form in family
            }
            total, seen = math.fsum(self.p[form] for form in family), sum(sights.values())
            if seen > 0 and total > 0:
                for form in family:
                    share = self.p[form] / total
                    if share > 0:
                        ratio = (sights[form] + prior * share) / (seen + prior) / share
                        self.p[form] *= max(ratio / tolerance, min(1, ratio * tolerance))

    def compounds(self):
        """Marks the forms that stand first or last in at least two other compounds."""
        firsts, lasts = Counter(), Counter()
        common = {f for f, p in self.p.items() if f.isalpha() and len(f) > 2 and p > 3e-7}
        for form in sorted(self.p):
            if len(form) < 7 or not form.isalpha():
                continue
            for i in range(3, len(form) - 2):
                tail = form[i:]
                if tail not in common:
                    continue
                for head in (form[:i], form[: i - 1] if form[i - 1] in "seo" else ""):
                    if head in common:
                        firsts[head] += 1
                        lasts[tail] += 1
        for form in self.p:
            needed = 2 if len(form) > 4 else 3 if len(form) > 3 else 8
            if firsts[form] >= needed:
                self.flags[form] |= FIRST
            # Words like "efter" and "under" end adverbs, not compounds.
            if lasts[form] >= needed and self.p[form] < math.exp(-7.3):
                self.flags[form] |= LAST

    def write(self, out):
        rows = sorted(((form.encode(), packed(p, self.flags[form])) for form, p in self.p.items()))
        with open(out / f"{self.code}.words.tsv", "wb") as file:
            file.writelines(form + b"\t%d\n" % value for form, value in rows)


def rows_of(name):
    """The rows of a table that is kept by hand."""
    lines = (HERE.parent / "lexicon" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def folded(form):
    """The keys under which a form and its twins meet."""
    wide = form.replace("æ", "ae").replace("ø", "oe")
    return {form.translate(BASE), wide.translate(BASE)}


def is_twin(form, twin):
    """Whether `form` is `twin` with some of its å ä ö æ ø written plain."""
    i = 0
    changed = False
    for letter in twin:
        if form.startswith(letter, i):
            i += 1
        elif letter in "æø" and form.startswith({"æ": "ae", "ø": "oe"}[letter], i):
            i += 2
            changed = True
        elif letter in "åäæöøé" and form.startswith(letter.translate(BASE), i):
            i += 1
            changed = True
        else:
            return False
    return changed and i == len(form)


def packed(p, flags):
    return quantised(p) << 8 | flags


def quantised(p):
    return min(255, max(1, round(-10 * math.log(p))))


class Names:
    """Cased names with cost and kinds."""

    # A name that only lists know, and one of a list that also holds other capitalised forms.
    LISTED, LOOSE = math.exp(-17), math.exp(-17.5)
    # One that is known to be common, though no list has it.
    BY_HAND = math.exp(-11)
    # Names are about this share of running words.
    SHARE = 0.06

    def __init__(self, counts, cased, frequency):
        self.p, self.kinds = Counter(), defaultdict(int)
        data = json.loads((counts / "names.json").read_text(encoding="utf-8"))
        for form, kind, weight in data["listed"]:
            for part in form.split():
                if len(part) > 1 and part[0].isupper() and part[-1].isalpha() and set(part.lower()) <= ALPHABET:
                    self.p[part] += {"given": 0.3, "surname": 0.3}.get(kind, 1) * weight
                    self.kinds[part] |= KINDS[kind]
        by_hand = (Path(__file__).parent.parent / "names/given-by-hand.tsv").read_text(encoding="utf-8")
        for form in (titled(line) for line in by_hand.splitlines() if not line.startswith("#")):
            self.p[form] = max(self.p[form], self.BY_HAND)
            self.kinds[form] |= KINDS["given"]
        self.sure = set(self.p)
        total = sum(data["tagged"].values())
        tags = {"PER": "given", "LOC": "place", "ORG": "organisation"}
        for row, n in data["tagged"].items():
            form, tag = row.split("\t")
            if len(form) > 1 and form[1:].islower() and (n > 1 or tag != "ORG"):
                self.p[form] += 0.4 * n / total
                self.kinds[form] |= KINDS["given"] | KINDS["surname"] if tag == "PER" else KINDS[tags[tag]]
        lists = {path.stem: path.read_text(encoding="utf-8").split("\n") for path in sorted(counts.glob("*-??.txt"))}
        words = {form for forms in lists.values() for form in forms if form[:1].islower()}
        inside, sizes = defaultdict(Counter), {}
        for code in LANGUAGES:
            small, sizes[code] = Counter(), 0
            for table in cased[code].values():
                for form, row in table.items():
                    small[form] += row[0]
                    inside[code][form] += row[1]
                    sizes[code] += sum(row)
            words.update(form for form, n in small.items() if n >= 2 and n * 20 >= inside[code][form])
        web = {form: max(frequency[code].get(form, 0) for code in ("sv", "da", "nb")) for code in ("sv", "da", "nb")
               for form in frequency[code]}
        loose = {form for name, forms in lists.items() for form in forms if is_titled(form)}
        for code in LANGUAGES:
            for form, n in inside[code].items():
                if len(form) < 3 or not set(form) <= ALPHABET or not form[-1].isalpha() or form in words:
                    continue
                name = titled(form)
                if n >= 3 or (n and (name in loose or form in web)):
                    self.p[name] += 2 * n / sizes[code]
                    self.kinds[name] |= KINDS["text"] if n >= 3 else 0
        for name in sorted(loose):
            form = name.lower()
            if form not in words and set(form) <= ALPHABET:
                self.p[name] = max(self.p[name], self.LOOSE, 0.3 * web.get(form, 0) / self.SHARE)
                self.kinds[name] |= 0
        for name, place in data["spelt"]:
            if name.lower() not in words:
                self.p[name] = max(self.p[name], self.LISTED)
                self.kinds[name] |= KINDS["place"] if place else 0
        for name in data["post"]:
            if name not in self.p:
                self.p[name], self.kinds[name] = self.LISTED, KINDS["place"] | KINDS["net"]
        self.from_web(words, frequency)
        self.drop_twins(words)
        genitives = {}
        for name, p in self.p.items():
            self.p[name] = max(p, self.LISTED if name in self.sure else self.LOOSE)
            if self.p[name] > math.exp(-13.5) and name[-1] not in "sxz" and name + "s" not in self.p:
                genitives[name + "s"] = name
        for genitive, name in genitives.items():
            if genitive.lower() not in words:
                self.p[genitive] = self.p[name] * 0.08
                self.kinds[genitive] = self.kinds[name]

    def from_web(self, words, frequency):
        """Forms with a letter that English lacks, that no list of words has and no text writes small: most are names. One whose
        twin without those letters is commoner may be a slip, or that of another name, and says nothing."""
        for code in ("sv", "da", "nb"):
            for form, p in frequency[code].items():
                name = titled(form)
                if MARKED[code].fullmatch(form) and form not in words and name not in self.p:
                    if p > frequency[code].get(form.translate(BASE), 0):
                        self.p[name] = max(self.LOOSE, 0.3 * p / self.SHARE)
                        self.kinds[name] |= KINDS["net"]

    def drop_twins(self, words):
        """Drops forms stripped of their å ä ö æ ø, unless a list of names has them."""
        groups = defaultdict(list)
        plain = {key for form in words if not form.isascii() for key in folded(form)}
        for name in self.p:
            for key in folded(name.lower()):
                groups[key].append(name)
        dropped = []
        for name in self.p:
            form = name.lower()
            # A gazetteer of the world spells places without their letters, too.
            if name in self.sure and self.kinds[name] & ~KINDS["net"] != KINDS["place"]:
                continue
            keys = folded(form)
            others = (t for key in keys for t in groups[key] if t != name and is_twin(form, t.lower()))
            if form in plain or any(self.p[t] > 0.3 * self.p[name] or t in self.sure for t in others):
                dropped.append(name)
        for name in dropped:
            del self.p[name]

    def rows(self):
        return sorted(
            ((name, packed(p, self.kinds[name])) for name, p in self.p.items()), key=lambda row: row[0].encode()
        )


def is_titled(form):
    parts = form.split("-")
    return len(form) > 2 and all(part[:1].isupper() and part[1:].islower() and part.isalpha() for part in parts)


def titled(form):
    return "-".join(part[:1].upper() + part[1:] for part in form.split("-"))


def fnv(key):
    value = 0xCBF29CE484222325
    for byte in key.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def joined(left, right):
    """One hash of two: must equal `Pairs::key` in src/lexicon/pairs.rs."""
    turned = ((left << 29) | (left >> 35)) & 0xFFFFFFFFFFFFFFFF
    return ((turned ^ right) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF


DISCOUNT = 0.75
KEPT = 380_000


def pairs(code, counts, weights, words, out):
    """P(right | left) by absolute discounting, interpolated with the word probabilities; the pairs that say most stay."""
    seen = defaultdict(dict)
    totals = Counter()
    class_counts, size = Counter(), 0.0
    for source, weight in weights.items():
        for line in (counts / f"{code}.{source}.pairs.tsv").read_text(encoding="utf-8").splitlines():
            left, right, n = line.rsplit("\t", 2)
            if left == right == START:
                continue
            n = int(n)
            size += weight * n
            if right in CLASSES:
                class_counts[right] += weight * n
            elif right not in words.p:
                totals[left] += weight * n
                continue
            totals[left] += weight * n
            row = seen[left]
            count, kept = row.get(right, (0.0, 0.0))
            row[right] = (count + weight * n, kept + weight * max(n - DISCOUNT, 0))
    unigram = {right: class_counts[right] / size for right in CLASSES}
    share = 1 - sum(unigram.values())
    unigram |= {form: share * p for form, p in words.p.items()}
    scored = []
    for left, row in seen.items():
        if left not in CLASSES and left not in words.p:
            continue
        total = totals[left]
        rest = 1 - sum(kept for _, kept in row.values()) / total
        for right, (count, kept) in row.items():
            if kept <= 0:
                continue
            p = kept / total + rest * unigram[right]
            gain = count * math.log(p / (rest * unigram[right]))
            scored.append((-gain, left, right, kept / total))
    scored.sort()
    scored = scored[:KEPT]
    mass = Counter()
    for _, left, _, kept in scored:
        mass[left] += kept
    bits = 14
    entries = []
    for _, left, right, kept in scored:
        p = kept + (1 - mass[left]) * unigram[right]
        key = joined(fnv(left), fnv(right))
        entries.append((key >> (64 - bits), (key >> (48 - bits)) & 0xFFFF, quantised(p)))
    entries = sorted({(a, b): c for a, b, c in sorted(entries, reverse=True)}.items())
    offsets = numpy.zeros((1 << bits) + 1, dtype=numpy.uint32)
    for (bucket, _), _ in entries:
        offsets[bucket + 1] += 1
    offsets = numpy.cumsum(offsets, dtype=numpy.uint32)
    rests = sorted({fnv(left) >> 32: quantised(max(1 - m, 1e-3)) for left, m in mass.items()}.items())
    with open(out / f"{code}.pairs.bin", "wb") as file:
        file.write(b"PAIR" + struct.pack("<BBHII", 1, bits, len(CLASSES), len(entries), len(rests)))
        file.write(bytes(quantised(unigram[symbol]) for symbol in CLASSES).ljust(8, b"\0"))
        file.write(offsets.astype("<u4").tobytes())
        file.write(numpy.array([key for key, _ in rests], dtype="<u4").tobytes())
        file.write(numpy.array([rest for (_, rest), _ in entries], dtype="<u2").tobytes())
        file.write(bytes(cost for _, cost in entries))
        file.write(bytes(cost for _, cost in rests))


if __name__ == "__main__":
    main()
