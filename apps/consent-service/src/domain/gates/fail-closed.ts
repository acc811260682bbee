/** An error in a permit is no permit. */
export function permits(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

/** An error in a forbid leaves the forbid standing. */
export function forbids(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return true;
  }
}
