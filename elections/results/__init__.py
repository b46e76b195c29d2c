"""What was decided: the result sheet, its two signatures, publication, and who holds office."""
