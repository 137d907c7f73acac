"""What is learned from a desk's decisions: plain numbers in, a layer over the engine out. No Django and no clock."""
