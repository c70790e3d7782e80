"""Analysis: frames in, frames out. The only home of scikit-learn."""
