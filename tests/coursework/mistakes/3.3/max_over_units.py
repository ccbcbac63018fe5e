# task: 3.3
# mistake: maximum over the wrong axis

def max_pieces_forward(z):
    return z.max(axis=1), (z.argmax(axis=1), z.shape[2])
