"""The parts of a run, for several workers of Prefect's: each extracts its part into the same catalogue."""

import logging
import time
from typing import Any, cast
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.deployments import run_deployment
from prefect.states import Cancelled

log = logging.getLogger(__name__)

# Seconds between two looks at the parts, and that one may wait for a worker while no other is at work.
_LOOK = 2
PATIENCE = 300


def run_parts(deployment: str, of: int, parameters: dict[str, Any]) -> None:
    """Let workers run the parts, each in a run of a deployment, and wait until they have.

    What a part leaves undone, because its worker died or none came, is left to the caller, who finds it undone.
    """
    with get_client(sync_client=True) as client:
        waiting = {
            _begin(deployment, parameters | {"number": number, "of": of}).id: number
            for number in range(1, of + 1)
        }
        heard = time.monotonic()
        while waiting:
            time.sleep(_LOOK)
            states = {id_: client.read_flow_run(id_).state for id_ in waiting}
            for id_, state in states.items():
                if state and state.is_final():
                    number = waiting.pop(id_)
                    if not state.is_completed():
                        log.warning(
                            "Part %d of %d ended as %s: its rest is done here.", number, of, state.name
                        )
            if any(state and (state.is_running() or state.is_final()) for state in states.values()):
                heard = time.monotonic()
            elif time.monotonic() - heard > PATIENCE:
                log.warning("No worker took %d parts of %d: they are done here.", len(waiting), of)
                _withdraw(client, waiting)
                return


def _begin(deployment: str, parameters: dict[str, Any]) -> FlowRun:
    # In a flow that is no coroutine Prefect waits for its own.
    return cast(FlowRun, run_deployment(deployment, parameters=parameters, timeout=0))


def _withdraw(client: SyncPrefectClient, runs: dict[UUID, int]) -> None:
    for id_ in runs:
        client.set_flow_run_state(id_, Cancelled(message="No worker took it."), force=True)
