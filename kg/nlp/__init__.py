"""From the text of a report to what it says: words, mentions, relations, with offsets."""
