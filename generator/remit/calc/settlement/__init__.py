"""What is owed under the risk sharing of a work order: bonus and malus, holdback, co-investment, service credits."""
