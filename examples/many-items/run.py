#!/usr/bin/env python3
"""A distributed Map over a CSV of many lines, whose server is killed half way.

    python3 examples/many-items/run.py [LINES]          # 1,000,000 if not said

Starts ./stepwell on a new directory, kills it (SIGKILL) when half of the lines are done, starts it again,
and compares the result files with the input: every line exactly once. Prints items a second and the
server's largest resident memory.
"""
import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PORT = os.environ.get("PORT", "18083")
HOME = tempfile.mkdtemp(prefix="many-items-")
BUCKET = os.path.join(HOME, "data", "buckets", "many")

MACHINE = {
    "StartAt": "EachLine",
    "States": {
        "EachLine": {
            "Type": "Map",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                "Parameters": {"Bucket": "many", "Key": "lines.csv"},
            },
            "ItemBatcher": {"MaxItemsPerBatch": 100},
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "Take",
                "States": {"Take": {"Type": "Pass", "OutputPath": "$.Items[*].id", "End": True}},
            },
            "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "many", "Prefix": "results"},
            },
            "End": True,
        }
    },
}


def call(action, **members):
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/",
        json.dumps(members).encode(),
        {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"AWSStepFunctions.{action}"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def serve():
    command = [os.path.join(ROOT, "stepwell"), "server", "--port", PORT, "--data", os.path.join(HOME, "data")]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5).close()
            return server
        except OSError:
            if server.poll() is not None:
                sys.exit("the server does not start")
            time.sleep(0.1)


def kill(server):
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def memory(server):
    """The largest resident memory of the server and what it started, in MB."""
    largest = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getpgid(int(pid)) == server.pid:
                status = open(f"/proc/{pid}/status").read()
                largest = max(largest, int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) // 1024)
        except (OSError, AttributeError):
            pass
    return largest


def main():
    os.makedirs(BUCKET)
    with open(os.path.join(BUCKET, "lines.csv"), "w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["id", "name"])
        lines.writerows([i, f"line {i}, with a comma"] for i in range(LINES))
    server = serve()
    machine = call("CreateStateMachine", name="many", roleArn="arn:aws:iam::123456789012:role/any", definition=json.dumps(MACHINE))
    begin = time.time()
    execution = call("StartExecution", stateMachineArn=machine["stateMachineArn"])["executionArn"]
    killed = None
    while True:
        time.sleep(0.2)
        runs = call("ListMapRuns", executionArn=execution)["mapRuns"]
        done = call("DescribeMapRun", mapRunArn=runs[0]["mapRunArn"])["itemCounts"]["succeeded"] if runs else 0
        if killed is None and done >= LINES / 2:
            print(f"{done} done after {time.time() - begin:.1f} s, {memory(server)} MB: kill -9")
            kill(server)
            killed = time.time()
            server = serve()
        described = call("DescribeExecution", executionArn=execution)
        if described["status"] != "RUNNING":
            break
    seconds = time.time() - begin
    print(f"{described['status']}: {LINES} lines in {seconds:.1f} s, {LINES / seconds:.0f} a second, {memory(server)} MB")
    kill(server)
    check(json.loads(described["output"]))
    shutil.rmtree(HOME)


def check(output):
    where = output["ResultWriterDetails"]
    manifest = json.load(open(os.path.join(BUCKET, where["Key"])))
    seen = []
    for part in manifest["ResultFiles"]["SUCCEEDED"]:
        for child in json.load(open(os.path.join(BUCKET, part["Key"]))):
            seen += json.loads(child["Output"])
    if sorted(map(int, seen)) != list(range(LINES)):
        sys.exit(f"{len(seen)} results, {len(set(seen))} different ones, of {LINES} lines")
    print(f"{len(seen)} results in {len(manifest['ResultFiles']['SUCCEEDED'])} files: every line exactly once")


main()
