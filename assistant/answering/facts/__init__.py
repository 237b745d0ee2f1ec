"""Facts, lists, reasons, yes or no: from sentences to what they say."""
