"""Usage: python3 licences.py catalog.json. The licences of weights in the exchange form of the catalog, the most frequent ones first.

catalog.py beside this file comes from eng/types/generate.sh, catalog.json from `modelprov catalog export` or from the package (content/catalog.json).
"""
import json
import sys
from collections import Counter

from catalog import Scope, catalog_from_dict

with open(sys.argv[1], encoding="utf-8") as file:
    catalog = catalog_from_dict(json.load(file))

names = {licence.id: licence.name.value for licence in catalog.licenses if licence.name and licence.name.value}
counts = Counter(
    licence.value
    for model in catalog.models
    for licence in model.licenses or []
    if licence.scope == Scope.WEIGHTS and licence.value
)
for licence, count in counts.most_common(5):
    print(f"{count:5} {licence} {names.get(licence, '')}")
