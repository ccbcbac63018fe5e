# task: 1.1
# mistake: sign forgotten

def best_eta(w, eps):
    # the gradient of w.x is w so go along w
    gradient = w
    return eps * gradient
