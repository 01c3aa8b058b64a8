"""The product's commands: demonstration, server, worker, migration, check. Django is loaded only when one runs."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import signal
import socket
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

from groundswell.domain.errors import BadInput
from groundswell.front.cli.printing import complain, show

Commands = Any
ROOM_FOR_FORM = 1024 * 1024


def register(commands: Commands) -> None:
    """Add the product's commands."""
    demo = commands.add_parser("demo", help="a demonstration programme on this machine, ready in a minute")
    demo.add_argument(
        "--size",
        choices=["small", "national", "multinational"],
        help="about 2,000, 20,000 or 200,000 communities; small if nothing is there yet",
    )
    demo.add_argument("--compare", action="store_true", help="compare the lights with the answer key, do not serve")
    demo.add_argument("--json", action="store_true", help="with --compare: for programs")
    demo.add_argument("--no-serve", action="store_true", help="load it, do not serve")
    demo.add_argument("--reset", action="store_true", help="begin again: the demonstration's data are deleted")
    serving(demo)
    demo.set_defaults(run=demonstrate)
    serve = commands.add_parser("serve", help="serve the pages")
    serving(serve)
    serve.add_argument("--with-worker", action="store_true", help="do background work in the same process")
    serve.set_defaults(run=lambda arguments: serve_pages(arguments, with_worker=arguments.with_worker))
    commands.add_parser("worker", help="do background work").set_defaults(run=work)
    commands.add_parser("migrate", help="bring the database up to this version").set_defaults(run=migrate)
    check = commands.add_parser("check", help="is everything in order?")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=check_house)


def serving(parser: argparse.ArgumentParser) -> None:
    """Options of what serves pages."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)


def open_house() -> ModuleType:
    """Start Django and give its management commands; the data folder is made when it is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    make_writable(data_folder())
    importlib.import_module("django").setup()
    return importlib.import_module("django.core.management")


def ask_for_migrations() -> None:
    """Refuse to work on a database of another version.

    Raises:
        BadInput: Changes of the database wait.
    """
    if waiting := importlib.import_module("groundswell.front.health").executor_waits():
        raise BadInput(f"{waiting} changes of the database wait.", "Run: groundswell migrate")


def make_writable(folder: Path) -> None:
    """Make the data folder where it is missing.

    Raises:
        BadInput: It cannot be made, or nothing can be written in it.
    """
    other = "Name another folder: set GROUNDSWELL_DATA."
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"The data folder {folder} cannot be made: {error.strerror}.", other) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadInput(f"Nothing can be written in the data folder {folder}.", other)


def data_folder() -> Path:
    """Where the data lie: ``GROUNDSWELL_DATA``, else ``groundswell-data`` here."""
    return Path(os.environ.get("GROUNDSWELL_DATA", "groundswell-data")).resolve()


def demonstrate(arguments: argparse.Namespace) -> int:
    """Load the demonstration programme, or what is missing of it, then serve it."""
    os.environ["GROUNDSWELL_DEMONSTRATION"] = "true"
    if arguments.reset:
        forget(data_folder())
    management = open_house()
    if not arguments.json:
        print(f"Data folder: {data_folder()}", flush=True)
    management.call_command("migrate", verbosity=0)
    if arguments.compare:
        return compare_with_key(as_json=arguments.json)
    load_demonstration(arguments.size)
    return 0 if arguments.no_serve else serve_pages(arguments, with_worker=True)


def load_demonstration(asked: str | None) -> None:
    """Load the demonstration of a size, or go on with it.

    Raises:
        BadInput: Another size is there.
        KeyboardInterrupt: It was stopped; what is there stays, and the same command goes on.
    """
    desk = importlib.import_module("groundswell.front.demonstration.desk")
    size, there = desk.size_for(asked), desk.loading()
    if there and desk.complete(there):
        print("The demonstration is here already; its data are kept.", flush=True)
        return
    if there:
        print("Going on where the loading was stopped.", flush=True)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, signal.default_int_handler)
    try:
        key = importlib.import_module("groundswell.front.demonstration.key").key_file()
        load = importlib.import_module("groundswell.front.demonstration.load")
        load.load(tell=lambda sentence: print(sentence, flush=True), size=size)
        print(f"What is hidden in it, for when you have looked yourself: {key}", flush=True)
    except KeyboardInterrupt:
        print("Stopped. What is loaded is kept; the same command goes on.", flush=True)
        raise


def compare_with_key(*, as_json: bool) -> int:
    """Say which declines of the answer key the lights found, how early, and which lights were wrong."""
    compare = importlib.import_module("groundswell.front.demonstration.compare")
    answer = compare.compared(complain)
    print(json.dumps(answer, ensure_ascii=False) if as_json else "\n".join(compare.lines_of(answer)), flush=True)
    return 0


def forget(folder: Path) -> None:
    """Delete the demonstration's data, and nothing that another program made.

    Raises:
        BadInput: The folder holds programs that are not the demonstration's, or a database server does.
    """
    if os.environ.get("DATABASE_URL"):
        raise BadInput(
            "--reset deletes only the embedded database.", "Drop the database named by DATABASE_URL yourself."
        )
    if not (folder / "groundswell.sqlite3").exists():
        return
    open_house()
    load = importlib.import_module("groundswell.front.demonstration.load")
    if load.others():
        raise BadInput(f"{folder} holds programs of your own.", "Use another folder: set GROUNDSWELL_DATA.")
    importlib.import_module("django.db").connections.close_all()
    for file in folder.glob("groundswell.sqlite3*"):
        file.unlink()
    (folder / "answer-key.json").unlink(missing_ok=True)
    shutil.rmtree(folder / "uploads", ignore_errors=True)


def serve_pages(arguments: argparse.Namespace, *, with_worker: bool) -> int:
    """Serve until stopped; with the worker beside it where asked."""
    open_house()
    ask_for_migrations()
    port = free_port(arguments.host, arguments.port)
    stopping = threading.Event()
    if with_worker:
        importlib.import_module("groundswell.kit.jobs.worker").start(stopping)
    application = importlib.import_module("groundswell.config.wsgi").application
    waitress = importlib.import_module("waitress")
    most = importlib.import_module("django.conf").settings.UPLOAD_MOST_BYTES + ROOM_FOR_FORM
    server = waitress.create_server(
        application,
        host=arguments.host,
        port=port,
        threads=4,
        connection_limit=1000,
        max_request_body_size=most,
        ident="groundswell",
    )
    announce(f"http://{arguments.host}:{port}/")
    welcome_first_keeper(f"http://{arguments.host}:{port}")
    for name in (signal.SIGTERM, signal.SIGINT):  # also where a shell's background made Ctrl+C ignored
        signal.signal(name, signal.default_int_handler)  # waitress ends quietly on it
    try:
        server.run()
    finally:
        stopping.set()
    return 0


def announce(address: str) -> None:
    """Say where it is and who can sign in."""
    people = importlib.import_module("groundswell.front.demonstration.load").who_can_sign_in()
    print(f"\nGroundswell is ready: {address}", flush=True)
    if people:
        print("Sign in by a click as one of:", *(f"  {line}" for line in people), sep="\n", flush=True)
    print("Stop with Ctrl+C.", flush=True)


def welcome_first_keeper(address: str) -> None:
    """On a fresh installation print the link by which its keeper enters; afterwards nothing."""
    if link := importlib.import_module("groundswell.ground.people.services").first_keeper_link():
        print(f"Nobody keeps this installation yet. Its keeper enters here, once: {address}{link}", flush=True)


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next free one of twenty.

    Raises:
        BadInput: None of them is free.
    """
    for port in range(wanted, wanted + 20):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
        if port != wanted:
            complain(f"Port {wanted} is taken; using {port}.")
        return port
    raise BadInput(f"Ports {wanted} to {wanted + 19} are taken.", "Name another with --port.")


def work(arguments: argparse.Namespace) -> int:
    """Do background work until stopped."""
    open_house()
    ask_for_migrations()
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    importlib.import_module("groundswell.kit.jobs.worker").work_forever(stopping)
    return 0


def migrate(arguments: argparse.Namespace) -> int:
    """Bring the database up to this version."""
    open_house().call_command("migrate", verbosity=1)
    return 0


def check_house(arguments: argparse.Namespace) -> int:
    """Check settings, database and journal; 1 when something is not in order."""
    open_house()
    found = importlib.import_module("groundswell.front.health").findings()
    show([{"what": f.what, "state": f.state, "text": f.text} for f in found], arguments.json)
    return 1 if any(finding.state == "bad" for finding in found) else 0
