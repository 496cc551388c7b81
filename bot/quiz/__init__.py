"""The picture quiz: questions as data, which comes next, its result in the chat and on a page of its own."""
