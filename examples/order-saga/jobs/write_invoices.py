"""A child of a Batch array job: writes an invoice for each order of its part, half a second each."""
import json
import os
import sys
import time

folder = sys.argv[1]
index = os.environ["AWS_BATCH_JOB_ARRAY_INDEX"]
with open(os.path.join(folder, "part-%s.json" % index)) as file:
    orders = json.load(file)
for order in orders:
    total = int(order["quantity"]) * float(order["price"])
    time.sleep(0.5)
    with open(os.path.join(folder, order["order"] + ".txt"), "a") as file:
        file.write("%s %s %.2f\n" % (order["user"], order["item"], total))
    print("invoice", order["order"])
