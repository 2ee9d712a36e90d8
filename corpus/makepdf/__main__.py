"""Write every PDF of the corpus, or those whose stems are given."""

import sys
from pathlib import Path

from corpus.makepdf.document import write

CORPUS = Path(__file__).parents[1]
TARGETS = {
    "samples": CORPUS / "samples",
    "gold": CORPUS / "gold/pdf",
    "scans": CORPUS / "gold/scans",
}


def main(stems: list[str]) -> None:
    """Write the PDFs of these stems; of all sources when there are none."""
    for folder, target in TARGETS.items():
        target.mkdir(exist_ok=True)
        for source in sorted((CORPUS / "pdf_sources" / folder).glob("*.txt")):
            if not stems or source.stem in stems:
                write(source, target / f"{source.stem}.pdf")


if __name__ == "__main__":
    main(sys.argv[1:])
