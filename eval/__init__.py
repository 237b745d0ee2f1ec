"""The evaluation: question sets, the judge, the metrics, the runner and the measurements of time."""
