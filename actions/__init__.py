"""Custom actions of the dialogue: from slots to a service call to a message and events. One action a file."""
