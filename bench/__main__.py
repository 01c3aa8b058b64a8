"""``python -m bench NAME [--json]``: measure one promised figure beside its peers; ``all`` measures every one."""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil

import bench
from bench.measuring import shown

NOT_BENCHES = {"__main__", "measuring"}


def names() -> list[str]:
    """Every bench: the modules of this folder that measure something."""
    return sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in NOT_BENCHES)


def main() -> None:
    """Run the named bench and print one line per piece of work."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", choices=[*names(), "all"])
    parser.add_argument("--json", action="store_true", help="one JSON object per line")
    parser.add_argument("--quick", action="store_true", help="a tenth of the work, to see that it runs")
    parser.add_argument("--programmes", type=int, help="detection: how many simulated programmes (200)")
    parser.add_argument("--size", type=int, help="planner: how many communities (100, 1,000 and 10,000)")
    arguments = parser.parse_args()
    asked = {"programmes": arguments.programmes, "size": arguments.size}
    sizes = {size: count for size, count in asked.items() if count}
    for name in names() if arguments.name == "all" else [arguments.name]:
        bench_of = importlib.import_module(f"bench.{name}").results
        known = {size: count for size, count in sizes.items() if size in inspect.signature(bench_of).parameters}
        for result in bench_of(quick=arguments.quick, **known):
            print(shown(result, as_json=arguments.json), flush=True)


if __name__ == "__main__":
    main()
