# task: 4.1
# mistake: gradient in place of its sign

def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    J_adv, _, grads_adv = net.loss_and_grads(x + eps * grad_x, y, masks=masks)
    J = alpha * J + (1 - alpha) * J_adv
    for name in grads:
        grads[name] = alpha * grads[name] + (1 - alpha) * grads_adv[name]
    return J, grads
