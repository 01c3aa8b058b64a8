"""Series kernels: the arithmetic of the plain versions, compiled by numba, over many series at once.

Only :mod:`groundswell.domain.stats.batch` imports them: importing numba takes a second and the first call compiles
(later calls, also in other processes, load the compiled code from numba's cache). A page or a command with a few series
never comes here.
"""
