"""Processes of this machine beside this one, for extracting and for consolidating."""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from pathlib import Path

# What all of them need is loaded once, by the process from which they are forked. Nothing that starts threads.
_LOADED = ["__main__", "pipeline.contract_lines"]


def new_pool(processes: int, log_file: Path, *loaded: str) -> ProcessPoolExecutor:
    """Start processes for work that Python does; those of the first pool share the modules that are `loaded`."""
    # Not forked from this process: it has threads, and a lock that one of them holds would be held for ever
    # in the copy. The fork server is started here because what it does about Ctrl-C, its children do; before
    # it the tracker, which would otherwise start with it and let Ctrl-C through again.
    resource_tracker.ensure_running()
    forkserver.set_forkserver_preload([*_LOADED, *loaded])
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # what NumPy starts threads by
    with interrupts_held():
        forkserver.ensure_running()
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=start_worker, initargs=(log_file,))


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold back Ctrl-C for a moment, and from the processes that start in it for good.

    A terminal sends it to all of them, but it is for this one, which ends the others. Half started they would
    complain of what is taken from them.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _frame: held.append(number))
    # A process inherits what is blocked.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        signal.signal(signal.SIGINT, handler)
        if held:
            signal.raise_signal(signal.SIGINT)


def start_worker(log_file: Path) -> None:
    """Begin in such a process: it logs to a file, and ends with the one that started it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.basicConfig(
        filename=log_file, level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )


def _end_with_parent() -> None:
    # Killed, the parent cannot end its workers; they would wait for work for ever.
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
