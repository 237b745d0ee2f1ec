"""What is worked out within one report or over rows, shown with its formula."""
