"""A Glue job (Python shell): deals the orders of the day into parts, one file for each child of the
array job that follows.
"""
import csv
import json
import os
import sys

from awsglue.utils import getResolvedOptions

options = getResolvedOptions(sys.argv, ["orders", "folder", "parts"])
count = int(options["parts"])
parts = [[] for _ in range(count)]
with open(options["orders"], newline="") as file:
    for number, order in enumerate(csv.DictReader(file)):
        parts[number % count].append(order)
os.makedirs(options["folder"], exist_ok=True)
for index, orders in enumerate(parts):
    with open(os.path.join(options["folder"], "part-%d.json" % index), "w") as file:
        json.dump(orders, file)
print("collected", sum(map(len, parts)), "orders in", count, "parts")
