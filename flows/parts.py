"""The parts of a run, for several workers of Prefect's: each extracts its part into the same catalogue."""

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, cast
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.deployments import run_deployment
from prefect.runtime import flow_run
from prefect.states import Cancelled, Crashed

from pipeline.catalogue import Catalogue, RunState
from pipeline.monitoring import SILENCE, Condition, standing
from pipeline.steps import Steps

log = logging.getLogger(__name__)

# Seconds between two looks at the parts, and that one may wait for a worker while no other is at work.
_LOOK = 2
PATIENCE = 300
# By what the catalogue knows a run of Prefect's.
_NAME = "flow_run"


def named() -> dict[str, Any]:
    """Return what the catalogue is to know of this run of Prefect's."""
    return {_NAME: str(flow_run.id)} if flow_run.id else {}


def run_parts(steps: Steps, deployment: str, of: int, parameters: dict[str, Any]) -> None:
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
            known = steps.catalogue.runs.running(steps.kind)
            conditions = _conditions(known)
            standings = {id_: _standing(state, conditions.get(str(id_))) for id_, state in states.items()}
            for id_, stands in standings.items():
                if stands == "dead":
                    _end(client, [id_], Crashed(message="Its process is gone."))
                if stands in ("ended", "dead"):
                    _forget(steps.catalogue, known, id_)
                    number, state = waiting.pop(id_), states[id_]
                    if not (state and state.is_completed()):
                        log.warning("Part %d of %d broke off: its rest is done here.", number, of)
            if any(stands != "waiting" for stands in standings.values()):
                heard = time.monotonic()
            elif time.monotonic() - heard > PATIENCE:
                log.warning("No worker took %d parts of %d: they are done here.", len(waiting), of)
                _end(client, waiting, Cancelled(message="No worker took it."))
                return


def _begin(deployment: str, parameters: dict[str, Any]) -> FlowRun:
    # In a flow that is no coroutine Prefect waits for its own.
    return cast(FlowRun, run_deployment(deployment, parameters=parameters, timeout=0))


def _conditions(runs: Sequence[RunState]) -> dict[str, Condition]:
    """Return what the catalogue, which gives the latest first, says of those runs of Prefect's that it knows."""
    now = datetime.now(UTC)
    # Of several tries of one the latest tells.
    return {
        run.parameters[_NAME]: standing(run, now).condition
        for run in reversed(runs)
        if _NAME in run.parameters
    }


def _standing(
    state: State[Any] | None, condition: Condition | None
) -> Literal["ended", "dead", "at work", "waiting"]:
    """Tell where a part stands by what Prefect and the catalogue, which may not know of it yet, say of it.

    Of a worker that died with all that it had Prefect hears no more: for it the part runs for ever.
    """
    if state and state.is_final():
        return "ended"
    if condition:
        return "at work" if condition == "running" else "dead"
    if state and state.is_running():
        return "at work" if datetime.now(UTC) - state.timestamp < SILENCE else "dead"
    return "waiting"


def _forget(catalogue: Catalogue, runs: Iterable[RunState], part: UUID) -> None:
    """Note that a part has ended that could not say so itself: what it had claimed is free."""
    for run in runs:
        if run.parameters.get(_NAME) == str(part):
            catalogue.runs.end(run.id, "interrupted")


def _end(client: SyncPrefectClient, runs: Iterable[UUID], state: State[Any]) -> None:
    for id_ in runs:
        client.set_flow_run_state(id_, state, force=True)
