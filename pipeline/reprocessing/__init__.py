"""The documents of an archive through another version: selected, planned, worked on, compared, promoted."""

from pipeline.reprocessing.outlook import Outlook
from pipeline.reprocessing.promotion import promote
from pipeline.reprocessing.selecting import selection_of
from pipeline.reprocessing.work import AtWork, Reprocessing

__all__ = ["AtWork", "Outlook", "Reprocessing", "promote", "selection_of"]
