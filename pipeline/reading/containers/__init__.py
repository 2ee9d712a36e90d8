"""Files that hold files: zip, WARC, WACZ."""
