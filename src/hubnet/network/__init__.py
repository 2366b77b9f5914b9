"""The network of hubs and members on a day, and what it is built like."""
