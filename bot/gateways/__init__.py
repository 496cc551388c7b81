"""Several gateways on one PostgreSQL database: notices between them, turns in order, limits counted together."""
