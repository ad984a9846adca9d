"""Other ways to find the same copies, each by a library of its own, on the same files.

The libraries are no part of the product: `environment` installs them beside it when they are
measured. Modules of this folder are imported one at a time, by `measure`, in that environment.
"""
