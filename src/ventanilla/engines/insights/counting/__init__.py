"""How figures are counted: by a job at night, into one row for each service or article and month."""
