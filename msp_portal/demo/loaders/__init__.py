"""One loader per room: each reads its data file and adds its rows to the world."""
