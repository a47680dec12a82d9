"""This file as one of several replicas: histories, what leaves, what arrives, what is parked, and the digest."""
