"""The grounds of an act, which it recalls before it decides: "Vu …", "Considérant …", "Attendu …"."""

import re

GROUND = re.compile(
    r"\W*(?:vu|considerant|attendu)\b"
)  # against folded text, where a paragraph or sentence starts
