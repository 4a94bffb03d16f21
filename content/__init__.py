"""Campaigns as data: packs, catalogs, their types and pure rules. Imports nothing of ours."""
