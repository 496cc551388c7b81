"""The gift search library: feeds, products, briefs, index versions, search. Knows no web and no Rasa."""
