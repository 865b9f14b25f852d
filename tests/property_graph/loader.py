"""A load in a process of its own, to be killed: `python loader.py FOLDER URI USER BATCH_SIZE`; password on stdin.

It prints a line for every batch that is written, and `whole` at the end.
"""

from __future__ import annotations

import sys

from kg.property_graph import load


def main() -> None:
    folder, uri, user, batch_size = sys.argv[1:]

    def tell(stage: str, done: int, total: int) -> None:
        print(stage, done, total, flush=True)

    load(folder, uri, user=user, password=sys.stdin.readline().strip(), batch_size=int(batch_size), progress=tell)
    print("whole", flush=True)


if __name__ == "__main__":
    main()
