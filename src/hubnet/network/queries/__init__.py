"""What is asked of a network: each query is a function of a view, with its formula in its docstring."""
