"""The errors that the pipeline raises on purpose."""


class TripartiteError(Exception):
    """Anything that this program reports to its user in plain words."""


class WrongUsage(TripartiteError):  # noqa: N818
    """What a user asks for makes no sense here: nothing was done, and another wording is what helps."""


class RejectedInput(TripartiteError):  # noqa: N818
    """An input that cannot be read because of what it is, not because of a mistake of ours.

    Parameters
    ----------
    code : str
        Stable short name of the reason, for programs: `encrypted`, `too_large` …
    message : str
        What happened, to what, and what can be done, for people.

    Examples
    --------
    >>> RejectedInput("encrypted", "The PDF asks for a password.").code
    'encrypted'
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
