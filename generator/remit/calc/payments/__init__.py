"""What is invoiced under a work order, when it is due, and what that means for the cash of each month."""
