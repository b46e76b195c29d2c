"""An election of a committee: its rounds and contests, its steps and its public notices."""
