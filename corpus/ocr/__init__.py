"""Text recognition: page images to words with their places, read as if they were printed text."""
