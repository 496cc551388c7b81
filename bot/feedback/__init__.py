"""What shoppers say of single gifts: useful, or not for them and why."""
