"""All that extracting needs, loaded: by the process from which those that extract are forked, for all of them."""

from pipeline.extraction import language

try:
    language()
except Exception as error:
    # That process goes on without what cannot be imported: those that extract meet the error too, and tell it.
    raise ImportError("the extractors cannot be loaded") from error
