import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Whether this process may install Debian packages: root on a Debian-like system. */
export function canInstallDebianPackages(): boolean {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get");
}

/**
 * Installs one Debian package with apt, its log on standard error; `false` when apt refuses.
 * Waits for another apt that holds the lock.
 */
export function installDebianPackage(name: string): boolean {
  const apt = (...args: string[]) =>
    spawnSync("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=300", ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", 2, 2],
    }).status === 0;
  return apt("update") && apt("install", "-y", "--no-install-recommends", name);
}
