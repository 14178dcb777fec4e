"""What can start the workers of a cluster. Data alone: the command line names them without loading what runs them."""

from typing import Any, Literal

Deployment = Literal["local", "slurm", "pbs", "sge", "lsf", "oar", "htcondor", "kubernetes"]
DEPLOYMENTS: dict[Deployment, tuple[str, str, dict[str, Any]]] = {
    "local": (
        "distributed",
        "LocalCluster",
        {"n_workers": 0, "threads_per_worker": 1, "dashboard_address": None},
    ),
    "slurm": ("dask_jobqueue", "SLURMCluster", {}),
    "pbs": ("dask_jobqueue", "PBSCluster", {}),
    "sge": ("dask_jobqueue", "SGECluster", {}),
    "lsf": ("dask_jobqueue", "LSFCluster", {}),
    "oar": ("dask_jobqueue", "OARCluster", {}),
    "htcondor": ("dask_jobqueue", "HTCondorCluster", {}),
    "kubernetes": ("dask_kubernetes.operator", "KubeCluster", {}),
}
"""Package, class and arguments of what starts workers; the rest stands in Dask's own settings."""
