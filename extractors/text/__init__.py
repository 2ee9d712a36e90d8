"""What every extractor reads and searches with: a text with its blocks, sentences and anchors."""
