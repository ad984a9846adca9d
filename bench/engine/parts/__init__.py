"""The parts of `./sk bench engine`: what is measured of the duplicate engine, one file each."""
