"""Where the example keeps what it did: text files below the directory that the environment variable
ORDER_SAGA_DATA names. Functions run in processes that come and go, so nothing is kept in memory.
"""
import os
import re
import tempfile


def write(kind, name, text):
    """Writes a file whole or not at all."""
    path = _path(kind, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=os.path.dirname(path), suffix=".new", delete=False, encoding="utf-8"
    ) as beside:
        beside.write(text)
    os.replace(beside.name, path)


def read(kind, name):
    """The text of a file, empty when there is none."""
    try:
        with open(_path(kind, name), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def remove(kind, name):
    try:
        os.remove(_path(kind, name))
    except FileNotFoundError:
        pass


def _path(kind, name):
    if not re.fullmatch(r"[A-Za-z0-9-]+", name):
        raise ValueError("'%s' is not an id of ours" % name)
    return os.path.join(os.environ["ORDER_SAGA_DATA"], kind, name + ".txt")
