"""Which statistical model there is; here, so that its name is known without spaCy."""

MODEL = "fr_core_news_sm"
