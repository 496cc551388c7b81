"""What shoppers leave when nobody can come: a question and an address; agents answer by e-mail."""
