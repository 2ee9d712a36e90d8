"""The PDFs of the corpus, made from plain text: ``python -m corpus.makepdf``.

``corpus/pdf_sources/`` has one folder for each folder of PDFs; a source there names its font, its running lines and
whether it is printed, scanned or turned, and holds its text (see `corpus.makepdf.source`). The same source gives the
same bytes at each run.
"""
