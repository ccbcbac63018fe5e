# task: 1.6
# mistake: signs kept

def adversarial_logistic_forward(x, w, b, y, eps):
    z = eps * w.sum() - y * (x.dot(w) + b)
    return softplus(z).mean(), (x, w, y, eps, z)
