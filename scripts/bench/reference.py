"""Fits one model with the Python package lifetimes, and prints seconds of the processor and parameters as JSON.

reference.py MODEL FILE: a CSV of histories (x, tx, T, n), or of spending (x, m, n) for gamma_gamma. Status 3: not installed.
"""

import json
import sys
import time
import warnings

try:
    import lifetimes
    import numpy
except ImportError:
    sys.exit(3)

FITTERS = {
    "mbg_nbd": lifetimes.ModifiedBetaGeoFitter,
    "bg_nbd": lifetimes.BetaGeoFitter,
    "pareto_nbd": lifetimes.ParetoNBDFitter,
    "gamma_gamma": lifetimes.GammaGammaFitter,
}

warnings.simplefilter("ignore")
model, path = sys.argv[1:]
*columns, weights = numpy.loadtxt(path, delimiter=",", unpack=True)
fitter = FITTERS[model]()
start = time.process_time()
fitter.fit(*columns, weights=weights)
seconds = time.process_time() - start
print(json.dumps({"seconds": seconds, "estimates": [float(value) for value in fitter.params_.values]}))
