"""What needs the duplicate engine, apart from the catalogue: to import it takes long."""
