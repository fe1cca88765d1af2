#!/usr/bin/env python3
"""Makes server/core/src/text/words.txt, the engine's English word list, from SCOWL's word lists.

Usage: make-words.py SMALL AMERICAN BRITISH > server/core/src/text/words.txt
where the arguments are the word lists that Debian's wamerican-small, wamerican and wbritish put into
/usr/share/dict (american-english-small, american-english, british-english).

One word a line, in lower case, sorted: a letter for how many letters it shares with the word before
(A = none, B = one …), the rest of the word, and its class: 1 common, 2 less common, 3 seldom seen but
capitalised (names, peoples, months).
"""
import sys


def words(path):
    with open(path, encoding="utf-8") as lines:
        return {w for w in (line.strip() for line in lines) if w.isascii() and w.isalpha()}


small, american, british = map(words, sys.argv[1:4])
rank = {}
for word in american | british:
    if word[0].isupper():
        rank[word.lower()] = 3
for word in american | british:
    if word.islower():
        rank[word] = 2
for word in small:
    if word.islower():
        rank[word] = 1
print("# English words with rarity classes, derived from SCOWL, copyright 2000-2011 Kevin Atkinson.")
print("# Licence and notices: words.licence.txt. Made by scripts/make-words.py, which explains the form.")
before = ""
for word in sorted(rank):
    shared = 0
    while shared < min(len(word), len(before), 25) and word[shared] == before[shared]:
        shared += 1
    print(chr(ord("A") + shared) + word[shared:] + str(rank[word]))
    before = word
