"""What agents work with beside the talk itself: labels, private notes, canned replies, what they have read."""
