"""What shoppers say of the help they got from a person."""
