"""From a matrix and weights to scores.

One module a method, each a pure function that broadcasts over leading axes:
``method(matrix (..., m, n), weights (..., n), directions (n,)) -> scores (..., m)``, higher is always
better. A slider calls it with one weight vector, a robustness run with a million of them.
:mod:`priorizar.methods.registry` finds them by name, :mod:`priorizar.methods.ranks` turns scores into
ranks. The equations are in ``docs/methods.md``.
"""
