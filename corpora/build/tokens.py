"""Tokens as the tables count them: words, numbers, and classes of punctuation.

The same rules stand in src/lexicon/token.rs; whoever changes one changes the other.
"""

import re
import unicodedata

TOKEN = re.compile(
    r"[^\W\d_]{1,4}(?:\.[^\W\d_]{1,4})+\.?(?![^\W\d_])"  # bl.a. f.eks. m.m.
    r"|[^\W\d_]+(?:[-'’:][^\W\d_]+)*"  # ord, EU:s, kommun-
    r"|\d[\d.,:/\-–]*"
    r"|§+"
    r"|[^\s\w]"
)

START, NUMBER, COMMA, MARK, NAME, SECTION = "<s>", "<num>", "<,>", "<p>", "<name>", "§"
CLASSES = (START, NUMBER, COMMA, MARK, NAME, SECTION)
STOPS = {".", "!", "?", ":", ";"}


def tokens(line):
    """The tokens of a line, in order, in NFC."""
    return TOKEN.findall(unicodedata.normalize("NFC", line))


def lower(word):
    """The key of a word: lower case, NFC, straight apostrophe, no final period of an abbreviation."""
    word = word.lower().replace("’", "'")
    return word[:-1] if word.endswith(".") else word


def class_of(token):
    """The class of a token that is no word, or None for a word."""
    first = token[0]
    if first.isalpha():
        return None
    if first.isdigit():
        return NUMBER
    if first == "§":
        return SECTION
    if first == ",":
        return COMMA
    if first in STOPS:
        return START
    return MARK
