"""Tables: what is kept, how it is reached, and the steps from one layout to the next."""
