"""Elections played by the program, with every mistake people make, to see what gets published."""
